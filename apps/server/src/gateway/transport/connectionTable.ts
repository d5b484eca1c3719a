// All connections of the gateway: their number, their addresses, and which have sent no message yet. Decides which may
// join. A flood of silent connections displaces silent connections only.
import type { RefusalCode } from "@doubloon/shared/protocol/refusals";
import type { MonotonicClock } from "../../lib/clock.ts";
import { AddressTable } from "../admission/addressTable.ts";
import type { GatewayLimits } from "../gatewayLimits.ts";
import type { Connection } from "./connection.ts";

export class ConnectionTable {
  readonly #limits: GatewayLimits;
  readonly #clock: MonotonicClock;
  readonly #onDisplaced: (connection: Connection) => void;
  /** Its buckets limit joins. */
  readonly #addresses: AddressTable;
  /** Oldest first. */
  readonly #silent = new Set<Connection>();
  #count = 0;

  /** `onDisplaced` must end the connection that it is called with. */
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

  /** Notes that the connection has sent its first message. */
  spoke(connection: Connection): void {
    if (connection.phase === "silent") connection.phase = "handshake";
    this.#silent.delete(connection);
  }

  remove(connection: Connection): void {
    this.#count--;
    this.#silent.delete(connection);
    const { group } = connection.origin;
    if (group !== undefined) this.#addresses.close(group, this.#clock.nowMs());
  }

  /** Why this connection, which is counted already, may not play; undefined if it may. */
  rejection(connection: Connection): Extract<RefusalCode, "serverFull" | "tooManyConnections"> | undefined {
    if (this.#count > this.#limits.maxConnections) return "serverFull";
    const { group, extra } = connection.origin;
    if (group === undefined) return undefined;
    const max = this.#limits.maxPerAddress + extra;
    return this.#addresses.openFrom(group) > max ? "tooManyConnections" : undefined;
  }

  /** Takes a token for a join from the connection's address; false if there is none. */
  mayJoin({ origin: { group } }: Connection): boolean {
    return group === undefined || this.#addresses.take(group, this.#clock.nowMs());
  }
}
