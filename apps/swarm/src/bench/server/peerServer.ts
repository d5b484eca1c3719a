// What the peers' servers share: rooms filled in turn, the hook to the harness's beat, and the line that says where
// they listen.
import type { EventEmitter } from "node:events";
import type { AddressInfo, Server } from "node:net";

export const FAN_OUT_ROOMS = 100;

/** Clients in rooms, each new one in the next room. */
export class RoomsInTurn<Client> {
  readonly #rooms = Array.from({ length: FAN_OUT_ROOMS }, () => new Set<Client>());
  #next = 0;

  /** Puts a client into its room; the answer takes it out again. */
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

/** Calls `send` whenever a frame for a room is due; the frame is new each time. */
export function onSend(send: (room: number, frame: Buffer) => void): void {
  (process as EventEmitter).on("bench:send", send);
}

/** Adds to what the world's views came to: messages due, movers in them and the bytes that say so. */
export function count(due: number, moverRecords: number, moverBytes: number): void {
  (process as EventEmitter).emit("bench:count", due, moverRecords, moverBytes);
}

/** Listens on a free port and says so. */
export function listen(server: Server): void {
  server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, () => reportListening(server));
}

/** Says where a server listens. */
export function reportListening(server: Server): void {
  const { port } = server.address() as AddressInfo;
  console.log(`up: http://127.0.0.1:${port}/`);
}
