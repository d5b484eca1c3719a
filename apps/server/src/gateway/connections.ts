// All connections of the gateway: how many there are, from where, and which have not said a word yet. Decides who may
// come in; a flood of silent connections only ever displaces silent connections.
import type { RefusalCode } from "@doubloon/shared/protocol/refusals";
import type { Connection } from "./connection.ts";
import type { GatewayLimits } from "./gatewayLimits.ts";

export class Connections {
  readonly #limits: GatewayLimits;
  readonly #onDisplaced: (connection: Connection) => void;
  readonly #perAddress = new Map<string, number>();
  /** In the order in which they came. */
  readonly #silent = new Set<Connection>();
  #count = 0;

  /** `onDisplaced` must end the connection that it is given. */
  constructor(limits: GatewayLimits, onDisplaced: (connection: Connection) => void) {
    this.#limits = limits;
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
    this.#perAddress.set(connection.address, this.from(connection.address) + 1);
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
    const left = this.from(connection.address) - 1;
    if (left > 0) this.#perAddress.set(connection.address, left);
    else this.#perAddress.delete(connection.address);
  }

  from(address: string): number {
    return this.#perAddress.get(address) ?? 0;
  }

  /** Why this connection, already counted, may not play; undefined if it may. */
  objection(connection: Connection): Extract<RefusalCode, "serverFull" | "tooManyConnections"> | undefined {
    if (this.#count > this.#limits.maxConnections) return "serverFull";
    const limit = isLoopback(connection.address)
      ? this.#limits.maxPerLoopbackAddress
      : this.#limits.maxPerAddress;
    return this.from(connection.address) > limit ? "tooManyConnections" : undefined;
  }
}

function isLoopback(address: string): boolean {
  return address === "::1" || address.startsWith("127.") || address.startsWith("::ffff:127.");
}
