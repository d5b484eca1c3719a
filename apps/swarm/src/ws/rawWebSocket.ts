// A WebSocket client on a raw socket, lean enough for a load generator: all connections of a process read into one buffer,
// and a message allocates nothing. It knows WebSocket, not the messages.
import { connect, type Socket } from "node:net";
import { errorText } from "@doubloon/shared/errorText";
import type { Target } from "../lib/target.ts";
import { FrameSplitter } from "./frameSplitter.ts";
import { maskedFrame, Opcode } from "./maskedFrames.ts";
import { MAX_RESPONSE_BYTES, retryAfterMs, type Upgrade, upgradeFault } from "./upgrade.ts";

export interface RawWebSocketListener {
  /** The handshake is done. */
  open(): void;
  /** A text or binary message; the bytes are valid only during the call. `frameBytes` counts the header too. */
  message(binary: boolean, bytes: Uint8Array, start: number, end: number, frameBytes: number): void;
  /** The last call; not made after `end`. */
  closed(fault: Fault): void;
}

/** Why a connection ended; `unreachable` if nothing listens at the address. */
export interface Fault {
  readonly unreachable: boolean;
  readonly detail: string;
  /** Delay after which a full server accepts a retry. */
  readonly retryAfterMs?: number | undefined;
}

export interface RawWebSocketOptions {
  readonly target: Target;
  /** Undefined if the server sends WebSocket frames from the first byte, without a handshake. */
  readonly upgrade: Upgrade | undefined;
  readonly nowMs: () => number;
  /** The buffer into which all connections of the process read, one after the other. */
  readonly readBuffer: Uint8Array;
}

const READ_BUFFER_BYTES = 64 * 1024;
const NORMAL_CLOSE = maskedFrame(Opcode.close, Uint8Array.of(0x03, 0xe8));

/** A read buffer for all connections of a process. */
export function makeReadBuffer(): Uint8Array {
  return Buffer.allocUnsafeSlow(READ_BUFFER_BYTES);
}

export class RawWebSocket {
  /** When the current bytes were read, by the clock of the options. */
  nowMs = 0;
  /**
   * If true, received bytes wait in the kernel until `readDeferred`. A read costs as much as a frame, so one read for many
   * frames is cheaper.
   */
  deferReads = false;
  readonly #options: RawWebSocketOptions;
  readonly #listener: RawWebSocketListener;
  readonly #socket: Socket;
  readonly #splitter = new FrameSplitter();
  /** The received head of the response to the upgrade; undefined once it was accepted. */
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
          return !this.deferReads;
        },
      },
    });
    this.#socket.on("connect", () => {
      if (upgrade === undefined) listener.open();
      else this.#socket.write(upgrade.request);
    });
    this.#socket.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "ECONNREFUSED"
        ? this.#close({ unreachable: true, detail: `nothing listens at ${target.host}:${target.port}` })
        : this.drop(error.message),
    );
    this.#socket.on("close", () => this.drop("the server closed the connection"));
  }

  /** Whether everything sent has left, so that its buffers may be reused. */
  get idle(): boolean {
    return !this.#closed && this.#socket.writableLength === 0;
  }

  /** Sends encoded bytes, which must not change before `idle`. */
  send(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  /** Reads what has arrived, if reads are deferred. */
  readDeferred(): void {
    if (!this.#closed) this.#socket.resume();
  }

  /** Stops reading, like a client that hangs. */
  stall(): void {
    this.#socket.pause();
  }

  /** Closes like a page that is left, after sending `last`. */
  end(last: Uint8Array): void {
    if (this.#closed) return;
    this.#closed = true;
    this.deferReads = false;
    this.#socket.write(last);
    this.#socket.end(NORMAL_CLOSE);
    this.#socket.resume();
    // Later bytes do not matter, and a server that never closes must not keep the process alive.
    this.#socket.unref();
  }

  /** Destroys the connection; the listener gets `detail`. */
  drop(detail: string): void {
    this.#close({ unreachable: false, detail });
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
      const start = this.#head === undefined ? 0 : this.#readHead(bytes, count, this.#head);
      if (start < count && !this.#closed) this.#splitter.push(bytes, start, count, this);
    } catch (error) {
      this.drop(errorText(error));
    }
  }

  /** Continues with the response to the upgrade; returns where the first frame starts. */
  #readHead(bytes: Uint8Array, count: number, before: string): number {
    const head = before + Buffer.from(bytes.buffer, bytes.byteOffset, count).toString("latin1");
    const end = head.indexOf("\r\n\r\n");
    if (end < 0) {
      if (head.length > MAX_RESPONSE_BYTES)
        throw new Error("the server's response to the upgrade has no end");
      this.#head = head;
      return count;
    }
    const { upgrade } = this.#options;
    const fault = upgrade === undefined ? undefined : upgradeFault(head.slice(0, end), upgrade);
    if (fault !== undefined) {
      this.#close({ unreachable: false, detail: fault, retryAfterMs: retryAfterMs(head.slice(0, end)) });
      return count;
    }
    this.#head = undefined;
    this.#listener.open();
    return count - (head.length - end - 4);
  }

  #close(fault: Fault): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.destroy();
    this.#listener.closed(fault);
  }
}

function closeCode(bytes: Uint8Array, start: number, end: number): string {
  return end - start >= 2 ? `code ${(bytes[start] << 8) | bytes[start + 1]}` : "no code";
}
