// Packets over one stream socket.
import type { Socket } from "node:net";
import { LinkError } from "./linkError.ts";
import { PacketSplitter } from "./packetSplitter.ts";
import type { Pipe } from "./pipe.ts";

export class StreamPipe implements Pipe {
  readonly #socket: Socket;

  /** Hands every packet that comes to `onPacket`; the first that makes it throw a LinkError breaks the connection. */
  constructor(socket: Socket, onPacket: (packet: Buffer) => void) {
    this.#socket = socket;
    const splitter = new PacketSplitter((packet) => {
      if (!socket.destroyed) onPacket(packet);
    });
    socket.on("data", (chunk: Buffer) => {
      try {
        splitter.push(chunk);
      } catch (error) {
        if (!(error instanceof LinkError)) throw error;
        socket.destroy();
      }
    });
    // What is wrong with the connection shows in its `close`, which always follows.
    socket.on("error", () => {});
  }

  get backlogBytes(): number {
    return this.#socket.writableLength;
  }

  send(packet: Buffer, done: () => void): void {
    if (this.#socket.writable) this.#socket.write(packet, done);
    else done();
  }

  cut(): void {
    // A peer that does not read is not waited for.
    if (this.#socket.writableLength === 0) this.#socket.destroySoon();
    else this.#socket.destroy();
  }
}
