// One connection as the protocol has it: WebSocket, engine.io 4 and Socket.IO on a raw socket, down to the bare binary
// messages. It answers heartbeats by itself; what is played over it is its listener's business.
import { connect, type Socket } from "node:net";
import type { Hello, Welcome } from "@doubloon/shared/protocol/events";
import type { Refusal } from "@doubloon/shared/protocol/refusals";
import type { Target } from "./target.ts";
import { FrameSplitter } from "./ws/frameSplitter.ts";
import { maskedFrame, maskedText, Opcode } from "./ws/maskedFrames.ts";
import { MAX_ANSWER_BYTES, type Upgrade, upgradeFault } from "./ws/upgrade.ts";

/** Heartbeats as the server announces them. */
export interface HeartbeatPlan {
  readonly pingIntervalMs: number;
  readonly pingTimeoutMs: number;
}

export interface ConnectionListener {
  /** The transport is open; the hello has been sent. */
  opened(heartbeat: HeartbeatPlan, nowMs: number): void;
  welcomed(welcome: Welcome, nowMs: number): void;
  /** A bare binary message; the bytes are valid only during the call. `frameBytes` counts the WebSocket header too. */
  binary(bytes: Uint8Array, start: number, end: number, frameBytes: number, nowMs: number): void;
  /** Any message that is not bare binary, after it was seen to. */
  text(frameBytes: number): void;
  pinged(nowMs: number): void;
  /** The last call. */
  closed(reason: CloseReason): void;
}

export type CloseReason =
  /** The server refused the hello, or said farewell. */
  | { readonly kind: "refused"; readonly refusal: Refusal }
  /** No server listens there. */
  | { readonly kind: "unreachable"; readonly detail: string }
  /** Anything else: the connection broke or its bytes made no sense. */
  | { readonly kind: "lost"; readonly detail: string };

export interface ConnectionOptions {
  readonly target: Target;
  readonly upgrade: Upgrade;
  readonly hello: Hello;
  readonly nowMs: () => number;
  /** One buffer into which all connections of the process are read, turn by turn. */
  readonly readBuffer: Uint8Array;
}

const PING = 0x32; // "2"
const MESSAGE = 0x34; // "4"
const CONNECT = 0x30; // "0"
const DISCONNECT = 0x31; // "1"
const EVENT = 0x32; // "2"
const CONNECT_ERROR = 0x34; // "4"
const OPEN = 0x30; // "0"
const CLOSE = 0x31; // "1"
const PONG_FRAME = maskedText("3");
const LEAVE = maskedText("41");
const CLOSE_FRAME = maskedFrame(Opcode.close, Uint8Array.of(0x03, 0xe8));
const WELCOME_EVENT = '42["welcome",';
const FAREWELL_EVENT = '42["farewell",';

export class Connection {
  readonly #options: ConnectionOptions;
  readonly #listener: ConnectionListener;
  readonly #socket: Socket;
  readonly #splitter = new FrameSplitter();
  /** The head of the answer to the upgrade as far as it has come; undefined once it was accepted. */
  #head: string | undefined = "";
  #nowMs = 0;
  #closed = false;

  constructor(options: ConnectionOptions, listener: ConnectionListener) {
    this.#options = options;
    this.#listener = listener;
    this.#socket = connect({
      host: options.target.host,
      port: options.target.port,
      noDelay: true,
      onread: {
        buffer: options.readBuffer,
        callback: (count, bytes) => {
          this.#read(bytes, count);
          return true;
        },
      },
    });
    this.#socket.on("connect", () => this.#socket.write(options.upgrade.request));
    this.#socket.on("error", (error: NodeJS.ErrnoException) =>
      this.#end(
        error.code === "ECONNREFUSED"
          ? {
              kind: "unreachable",
              detail: `nothing listens at ${options.target.host}:${options.target.port}`,
            }
          : { kind: "lost", detail: error.message },
      ),
    );
    this.#socket.on("close", () => this.#end({ kind: "lost", detail: "the server closed the connection" }));
  }

  /** Whether all that was sent has left, so that a buffer sent before may be written anew. */
  get idle(): boolean {
    return !this.#closed && this.#socket.writableLength === 0;
  }

  /** Sends the frame that fills `bytes`. Only while `idle`, so that nothing piles up before a slow server. */
  send(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  /** Reads nothing from now on, as a client does that hangs. */
  stall(): void {
    this.#socket.pause();
  }

  /** Leaves as a page does that is closed. */
  leave(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.write(LEAVE);
    this.#socket.end(CLOSE_FRAME);
    this.#socket.resume();
    // Whatever else comes is of no interest, and a server that never closes must not hold the process.
    this.#socket.unref();
  }

  /** Breaks off without a word; the listener hears `reason`. */
  drop(reason: CloseReason): void {
    this.#end(reason);
  }

  /** A frame from the server, see FrameSink. */
  frame(opcode: number, bytes: Uint8Array, start: number, end: number, frameBytes: number): void {
    if (this.#closed) return;
    if (opcode === Opcode.binary) this.#listener.binary(bytes, start, end, frameBytes, this.#nowMs);
    else if (opcode === Opcode.text) {
      this.#text(bytes, start, end);
      this.#listener.text(frameBytes);
    } else if (opcode === Opcode.ping) {
      this.#socket.write(maskedFrame(Opcode.pong, bytes.subarray(start, end)));
    } else if (opcode === Opcode.close) {
      this.#end({
        kind: "lost",
        detail: `the server closed the WebSocket with ${closeCode(bytes, start, end)}`,
      });
    }
  }

  #read(bytes: Uint8Array, count: number): void {
    if (this.#closed) return;
    this.#nowMs = this.#options.nowMs();
    try {
      const start = this.#head === undefined ? 0 : this.#answer(bytes, count, this.#head);
      if (start < count && !this.#closed) this.#splitter.push(bytes, start, count, this);
    } catch (error) {
      this.#end({ kind: "lost", detail: error instanceof Error ? error.message : String(error) });
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
    const fault = upgradeFault(head.slice(0, end), this.#options.upgrade);
    if (fault !== undefined) throw new Error(fault);
    this.#head = undefined;
    return count - (head.length - end - 4);
  }

  #text(bytes: Uint8Array, start: number, end: number): void {
    const first = bytes[start];
    if (first === PING) {
      this.#socket.write(PONG_FRAME);
      this.#listener.pinged(this.#nowMs);
    } else if (first === MESSAGE) this.#message(bytes, start, end);
    else if (first === OPEN) this.#open(textOf(bytes, start + 1, end));
    else if (first === CLOSE) this.#end({ kind: "lost", detail: "the server closed the transport" });
  }

  #open(json: string): void {
    const { pingInterval, pingTimeout } = JSON.parse(json) as { pingInterval: number; pingTimeout: number };
    this.#socket.write(maskedText(`40${JSON.stringify(this.#options.hello)}`));
    this.#listener.opened({ pingIntervalMs: pingInterval, pingTimeoutMs: pingTimeout }, this.#nowMs);
  }

  #message(bytes: Uint8Array, start: number, end: number): void {
    const type = bytes[start + 1];
    if (type === EVENT) this.#event(bytes, start, end);
    else if (type === CONNECT_ERROR) {
      const { data, message } = JSON.parse(textOf(bytes, start + 2, end)) as {
        data?: Refusal;
        message: string;
      };
      this.#end(
        data === undefined
          ? { kind: "lost", detail: `the server refused the connection: ${message}` }
          : { kind: "refused", refusal: data },
      );
    } else if (type === DISCONNECT) this.#end({ kind: "lost", detail: "the server disconnected the player" });
    else if (type !== CONNECT)
      throw new Error(`a Socket.IO packet of type ${type - 0x30}, expected an event`);
  }

  /** Only the welcome and the farewell are read; nothing else that is text changes what a swarm does. */
  #event(bytes: Uint8Array, start: number, end: number): void {
    if (begins(bytes, start, end, WELCOME_EVENT)) {
      const welcome = JSON.parse(textOf(bytes, start + WELCOME_EVENT.length, end - 1)) as Welcome;
      this.#listener.welcomed(welcome, this.#nowMs);
    } else if (begins(bytes, start, end, FAREWELL_EVENT)) {
      const refusal = JSON.parse(textOf(bytes, start + FAREWELL_EVENT.length, end - 1)) as Refusal;
      this.#end({ kind: "refused", refusal });
    }
  }

  #end(reason: CloseReason): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.destroy();
    this.#listener.closed(reason);
  }
}

function begins(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (end - start < text.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[start + i] !== text.charCodeAt(i)) return false;
  return true;
}

function textOf(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.max(0, end - start)).toString("utf8");
}

function closeCode(bytes: Uint8Array, start: number, end: number): string {
  return end - start >= 2 ? `code ${(bytes[start] << 8) | bytes[start + 1]}` : "no code";
}
