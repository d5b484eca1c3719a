// Packets over one stream socket.
import type { Socket } from "node:net";
import { PacketSplitter } from "../codec/packetSplitter.ts";
import { LinkError } from "../linkError.ts";
import type { Pipe } from "../session/pipe.ts";

/**
 * A turn of the event loop hands on packets for about this long, so that players' messages come between them. It is
 * more than the lag at which the governor lowers rates: a gateway that never gets to the end of its packets is late.
 */
const TURN_MS = 50;

export class StreamPipe implements Pipe {
  readonly #socket: Socket;
  readonly #splitter = new PacketSplitter();
  readonly #onPacket: (packet: Buffer) => void;

  /** Hands every packet that comes to `onPacket`; the first that makes it throw a LinkError breaks the connection. */
  constructor(socket: Socket, onPacket: (packet: Buffer) => void) {
    this.#socket = socket;
    this.#onPacket = onPacket;
    socket.on("data", (chunk: Buffer) => {
      this.#splitter.push(chunk);
      this.#handOn();
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

  // While packets wait nothing more is read: what backs up does so at the sender, which knows what it can leave out.
  readonly #handOn = (): void => {
    const socket = this.#socket;
    const endMs = performance.now() + TURN_MS;
    try {
      while (!socket.destroyed) {
        const packet = this.#splitter.take();
        if (packet === undefined) {
          if (socket.isPaused()) socket.resume();
          return;
        }
        this.#onPacket(packet);
        if (performance.now() < endMs) continue;
        socket.pause();
        setImmediate(this.#handOn);
        return;
      }
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      socket.destroy();
    }
  };
}
