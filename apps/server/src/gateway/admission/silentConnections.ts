// Connections whose request is not known yet, with the bytes received so far, oldest first. Counts them by address group.
// Closes none: the gate does.
import type { Socket } from "node:net";

interface Silent {
  head: Buffer;
  readonly sinceMs: number;
  readonly group: string | undefined;
}

const EMPTY = Buffer.alloc(0);

export class SilentConnections {
  /** Oldest first. */
  readonly #silent = new Map<Socket, Silent>();
  readonly #countByGroup = new Map<string, number>();

  get size(): number {
    return this.#silent.size;
  }

  get sockets(): Iterable<Socket> {
    return this.#silent.keys();
  }

  get oldest(): Socket | undefined {
    const [oldest] = this.#silent.keys();
    return oldest;
  }

  countOf(group: string): number {
    return this.#countByGroup.get(group) ?? 0;
  }

  add(socket: Socket, group: string | undefined, sinceMs: number): void {
    if (group !== undefined) this.#countByGroup.set(group, this.countOf(group) + 1);
    this.#silent.set(socket, { head: EMPTY, sinceMs, group });
  }

  /** The bytes received so far; undefined for a connection that is not silent. */
  headOf(socket: Socket): Buffer | undefined {
    return this.#silent.get(socket)?.head;
  }

  setHead(socket: Socket, head: Buffer): void {
    const silent = this.#silent.get(socket);
    if (silent !== undefined) silent.head = head;
  }

  /** Does nothing for a connection that is not silent. */
  delete(socket: Socket): void {
    const group = this.#silent.get(socket)?.group;
    this.#silent.delete(socket);
    if (group === undefined) return;
    const count = this.countOf(group) - 1;
    if (count > 0) this.#countByGroup.set(group, count);
    else this.#countByGroup.delete(group);
  }

  /** Connections that have been silent since that time or longer. */
  *since(ms: number): Iterable<Socket> {
    for (const [socket, { sinceMs }] of this.#silent) {
      if (sinceMs > ms) return;
      yield socket;
    }
  }
}
