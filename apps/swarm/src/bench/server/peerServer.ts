// Shared by the servers of the peers: rooms filled in turn, the hook to the harness, and the line with the address.
import type { EventEmitter } from "node:events";
import type { AddressInfo, Server } from "node:net";

export const FAN_OUT_ROOMS = 100;

/** Rooms of clients; each new client joins the next room. */
export class RoomsInTurn<Client> {
  readonly #rooms = Array.from({ length: FAN_OUT_ROOMS }, () => new Set<Client>());
  #next = 0;

  /** Adds a client to its room; the returned function removes it. */
  join(client: Client): () => void {
    const room = this.#rooms[this.#next];
    this.#next = (this.#next + 1) % FAN_OUT_ROOMS;
    room.add(client);
    return () => room.delete(client);
  }

  of(room: number): Iterable<Client> {
    return this.#rooms[room];
  }
}

/** Calls `send` whenever a frame for a room is due, with a new frame each time. */
export function onSend(send: (room: number, frame: Buffer) => void): void {
  (process as EventEmitter).on("bench:send", send);
}

/** Adds to the counters of the world: messages due, and the mover records in them and their bytes. */
export function count(due: number, moverRecords: number, moverBytes: number): void {
  (process as EventEmitter).emit("bench:count", due, moverRecords, moverBytes);
}

/** Listens on a free port and reports it. */
export function listen(server: Server): void {
  server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, () => reportListening(server));
}

/** Prints the address of a server. */
export function reportListening(server: Server): void {
  const { port } = server.address() as AddressInfo;
  console.log(`up: http://127.0.0.1:${port}/`);
}
