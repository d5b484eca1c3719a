// All connections of the gateway: how many there are, from where, and which have not said a word yet. Decides who may
// come in; a flood of silent connections only ever displaces silent connections.
import type { RefusalCode } from "@doubloon/shared/protocol/refusals";
import type { MonotonicClock } from "../../lib/monotonicClock.ts";
import { AddressTable } from "../admission/addressTable.ts";
import type { GatewayLimits } from "../gatewayLimits.ts";
import type { Connection } from "./connection.ts";

export class ConnectionTable {
  readonly #limits: GatewayLimits;
  readonly #clock: MonotonicClock;
  readonly #onDisplaced: (connection: Connection) => void;
  /** Its buckets are for joining. */
  readonly #addresses: AddressTable;
  /** In the order in which they came. */
  readonly #silent = new Set<Connection>();
  #count = 0;

  /** `onDisplaced` must end the connection that it is given. */
  constructor(limits: GatewayLimits, clock: MonotonicClock, onDisplaced: (connection: Connection) => void) {
    this.#limits = limits;
    this.#clock = clock;
    this.#addresses = new AddressTable({
      perSecond: limits.joinsPerSecondPerAddress,
      burst: limits.joinBurstPerAddress,
    });
    this.#onDisplaced = onDisplaced;
  }

  get count(): number {
    return this.#count;
  }

  get silentCount(): number {
    return this.#silent.size;
  }

  add(connection: Connection): void {
    this.#count++;
    const { group, extra } = connection.origin;
    if (group !== undefined) this.#addresses.open(group, extra, this.#clock.nowMs());
    this.#silent.add(connection);
    if (this.#silent.size > this.#limits.maxSilent) {
      const [oldest] = this.#silent;
      if (oldest !== undefined) {
        this.#silent.delete(oldest);
        this.#onDisplaced(oldest);
      }
    }
  }

  /** The connection has said something. */
  spoke(connection: Connection): void {
    if (connection.phase === "silent") connection.phase = "greeting";
    this.#silent.delete(connection);
  }

  remove(connection: Connection): void {
    this.#count--;
    this.#silent.delete(connection);
    const { group } = connection.origin;
    if (group !== undefined) this.#addresses.close(group, this.#clock.nowMs());
  }

  /** Why this connection, already counted, may not play; undefined if it may. */
  rejection(connection: Connection): Extract<RefusalCode, "serverFull" | "tooManyConnections"> | undefined {
    if (this.#count > this.#limits.maxConnections) return "serverFull";
    const { group, extra } = connection.origin;
    if (group === undefined) return undefined;
    const most = this.#limits.maxPerAddress + extra;
    return this.#addresses.openFrom(group) > most ? "tooManyConnections" : undefined;
  }

  /** Whether one more may join from the connection's address now; counts as one that did. */
  mayJoin({ origin: { group } }: Connection): boolean {
    return group === undefined || this.#addresses.take(group, this.#clock.nowMs());
  }
}
