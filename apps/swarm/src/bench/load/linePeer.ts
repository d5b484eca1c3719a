// A client of the `article` row: lines of JSON on a plain TCP socket, each an update that starts with its stamp.
import { connect, type Socket } from "node:net";
import { digitsAt } from "./dialects.ts";
import type { PeerClient, PeerContext } from "./peerClient.ts";

const LINE_END = 10;
/** Characters before the stamp: `{"t":`. */
const STAMP_AT = 5;
/** Length of the longest decimal stamp. */
const STAMP_CHARS = 10;

export class LinePeer implements PeerClient {
  readonly #context: PeerContext;
  readonly #socket: Socket;
  #joined = false;
  /** The start of the current line, as far as the stamp reaches. */
  readonly #front = new Uint8Array(STAMP_AT + STAMP_CHARS + 1);
  #frontBytes = 0;

  constructor(context: PeerContext) {
    this.#context = context;
    const { target, readBuffer } = context;
    this.#socket = connect({
      ...target,
      noDelay: true,
      onread: {
        buffer: readBuffer,
        callback: (count, bytes) => {
          this.#read(bytes, count);
          return true;
        },
      },
    });
    this.#socket.on("connect", () => {
      this.#joined = true;
      context.counts.open++;
    });
    this.#socket.on("error", (error) => {
      context.counts.lastError = error.message;
    });
    this.#socket.on("close", () => {
      context.counts.lost++;
      if (this.#joined) context.counts.open--;
    });
  }

  turn(heading: number): void {
    if (this.#joined && this.#socket.writableLength === 0) this.#socket.write(`{"turn":${heading}}\n`);
  }

  readDeferred(): void {}

  leave(): void {
    this.#socket.removeAllListeners("close");
    this.#socket.destroy();
  }

  #read(bytes: Uint8Array, count: number): void {
    const nowMs = performance.now();
    const { counts } = this.#context;
    counts.bytes += count;
    let at = 0;
    while (at < count) {
      const found = bytes.indexOf(LINE_END, at);
      const complete = found >= 0 && found < count;
      const end = complete ? found : count;
      const room = Math.min(end - at, this.#front.length - 1 - this.#frontBytes);
      this.#front.set(bytes.subarray(at, at + room), this.#frontBytes);
      this.#frontBytes += room;
      if (complete) {
        counts.frame(digitsAt(this.#front, STAMP_AT), nowMs);
        this.#front.fill(0);
        this.#frontBytes = 0;
      }
      at = end + 1;
    }
  }
}
