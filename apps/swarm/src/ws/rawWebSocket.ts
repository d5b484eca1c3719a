// A WebSocket client on a raw socket, as lean as a load generator needs it: all connections of a process read into one
// buffer, and nothing is allocated for a message. It knows WebSocket and nothing of what is said over it.
import { connect, type Socket } from "node:net";
import type { Target } from "../lib/target.ts";
import { FrameSplitter } from "./frameSplitter.ts";
import { maskedFrame, Opcode } from "./maskedFrames.ts";
import { MAX_ANSWER_BYTES, retryAfterMs, type Upgrade, upgradeFault } from "./upgrade.ts";

export interface RawWebSocketListener {
  /** The handshake is done. */
  open(): void;
  /** A text or binary message; the bytes are valid only during the call. `frameBytes` counts the header too. */
  message(binary: boolean, bytes: Uint8Array, start: number, end: number, frameBytes: number): void;
  /** The last call; not made after `end`. */
  closed(fault: Fault): void;
}

/** Why a connection is over; `unreachable` if nobody listened. */
export interface Fault {
  readonly unreachable: boolean;
  readonly detail: string;
  /** When the server, which has no room now, wants to be asked again. */
  readonly retryAfterMs?: number | undefined;
}

export interface RawWebSocketOptions {
  readonly target: Target;
  /** Undefined: the server sends WebSocket frames from the first byte on, without a handshake. */
  readonly upgrade: Upgrade | undefined;
  readonly nowMs: () => number;
  /** One buffer into which all connections of the process are read, turn by turn. */
  readonly readBuffer: Uint8Array;
}

const NORMAL_CLOSE = maskedFrame(Opcode.close, Uint8Array.of(0x03, 0xe8));

export class RawWebSocket {
  /** When the bytes that are being handled were read, by the options' clock. */
  nowMs = 0;
  /** If true, what comes waits in the kernel until `sip`: a read costs as much as a frame, so many frames share one. */
  lazy = false;
  readonly #options: RawWebSocketOptions;
  readonly #listener: RawWebSocketListener;
  readonly #socket: Socket;
  readonly #splitter = new FrameSplitter();
  /** The head of the answer to the upgrade as far as it has come; undefined once it was accepted. */
  #head: string | undefined;
  #closed = false;

  constructor(options: RawWebSocketOptions, listener: RawWebSocketListener) {
    const { target, upgrade } = options;
    this.#options = options;
    this.#listener = listener;
    this.#head = upgrade === undefined ? undefined : "";
    this.#socket = connect({
      host: target.host,
      port: target.port,
      noDelay: true,
      onread: {
        buffer: options.readBuffer,
        callback: (count, bytes) => {
          this.#read(bytes, count);
          return !this.lazy;
        },
      },
    });
    this.#socket.on("connect", () => {
      if (upgrade === undefined) listener.open();
      else this.#socket.write(upgrade.request);
    });
    this.#socket.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "ECONNREFUSED"
        ? this.#over({ unreachable: true, detail: `nothing listens at ${target.host}:${target.port}` })
        : this.drop(error.message),
    );
    this.#socket.on("close", () => this.drop("the server closed the connection"));
  }

  /** Whether all that was sent has left, so that a buffer sent before may be written anew. */
  get idle(): boolean {
    return !this.#closed && this.#socket.writableLength === 0;
  }

  /** Sends ready bytes, which must not change before `idle`. */
  send(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  /** Reads what has come, if lazy. */
  sip(): void {
    if (!this.#closed) this.#socket.resume();
  }

  /** Reads nothing from now on, as a client does that hangs. */
  stall(): void {
    this.#socket.pause();
  }

  /** Closes as a page does that is left, after sending `last`. */
  end(last: Uint8Array): void {
    if (this.#closed) return;
    this.#closed = true;
    this.lazy = false;
    this.#socket.write(last);
    this.#socket.end(NORMAL_CLOSE);
    this.#socket.resume();
    // Whatever else comes is of no interest, and a server that never closes must not hold the process.
    this.#socket.unref();
  }

  /** Breaks off without a word; the listener hears `detail`. */
  drop(detail: string): void {
    this.#over({ unreachable: false, detail });
  }

  /** A frame from the server, see FrameSink. */
  frame(opcode: number, bytes: Uint8Array, start: number, end: number, frameBytes: number): void {
    if (this.#closed) return;
    if (opcode === Opcode.binary) this.#listener.message(true, bytes, start, end, frameBytes);
    else if (opcode === Opcode.text) this.#listener.message(false, bytes, start, end, frameBytes);
    else if (opcode === Opcode.ping) {
      this.#socket.write(maskedFrame(Opcode.pong, bytes.subarray(start, end)));
    } else if (opcode === Opcode.close) {
      this.drop(`the server closed the WebSocket with ${closeCode(bytes, start, end)}`);
    }
  }

  #read(bytes: Uint8Array, count: number): void {
    if (this.#closed) return;
    this.nowMs = this.#options.nowMs();
    try {
      const start = this.#head === undefined ? 0 : this.#answer(bytes, count, this.#head);
      if (start < count && !this.#closed) this.#splitter.push(bytes, start, count, this);
    } catch (error) {
      this.drop(error instanceof Error ? error.message : String(error));
    }
  }

  /** Reads on in the answer to the upgrade; returns where the first frame starts. */
  #answer(bytes: Uint8Array, count: number, before: string): number {
    const head = before + Buffer.from(bytes.buffer, bytes.byteOffset, count).toString("latin1");
    const end = head.indexOf("\r\n\r\n");
    if (end < 0) {
      if (head.length > MAX_ANSWER_BYTES) throw new Error("the server's answer to the upgrade has no end");
      this.#head = head;
      return count;
    }
    const { upgrade } = this.#options;
    const fault = upgrade === undefined ? undefined : upgradeFault(head.slice(0, end), upgrade);
    if (fault !== undefined) {
      this.#over({ unreachable: false, detail: fault, retryAfterMs: retryAfterMs(head.slice(0, end)) });
      return count;
    }
    this.#head = undefined;
    this.#listener.open();
    return count - (head.length - end - 4);
  }

  #over(fault: Fault): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.destroy();
    this.#listener.closed(fault);
  }
}

function closeCode(bytes: Uint8Array, start: number, end: number): string {
  return end - start >= 2 ? `code ${(bytes[start] << 8) | bytes[start + 1]}` : "no code";
}
