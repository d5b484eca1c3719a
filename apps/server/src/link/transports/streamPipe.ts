// A pipe over one stream socket.
import type { Socket } from "node:net";
import { PacketSplitter } from "../codec/packetSplitter.ts";
import { LinkError } from "../linkError.ts";
import type { Pipe } from "../session/pipe.ts";

/**
 * One turn of the event loop handles packets for about this long, so that players' messages get their turn. It is longer
 * than the lag at which the governor lowers rates, so a gateway that never catches up with its packets counts as late.
 */
const TURN_MS = 50;

export class StreamPipe implements Pipe {
  readonly #socket: Socket;
  readonly #splitter = new PacketSplitter();
  readonly #onPacket: (packet: Buffer) => void;

  /** Passes every packet to `onPacket`; if that throws a LinkError, the connection is closed. */
  constructor(socket: Socket, onPacket: (packet: Buffer) => void) {
    this.#socket = socket;
    this.#onPacket = onPacket;
    socket.on("data", (chunk: Buffer) => {
      this.#splitter.push(chunk);
      this.#deliver();
    });
    // A `close` event always follows an error.
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
    // An endpoint that does not read gets no grace period.
    if (this.#socket.writableLength === 0) this.#socket.destroySoon();
    else this.#socket.destroy();
  }

  // Nothing more is read while packets wait. The backlog builds up at the sender, which knows what it can drop.
  readonly #deliver = (): void => {
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
        setImmediate(this.#deliver);
        return;
      }
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      socket.destroy();
    }
  };
}
