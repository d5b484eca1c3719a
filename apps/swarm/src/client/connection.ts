// One connection that speaks the protocol: engine.io 4 and Socket.IO over a WebSocket, and bare binary messages. It answers
// heartbeats; everything else is up to its listener.
import type { Award, Hello, Welcome } from "@doubloon/shared/protocol/events";
import type { Clue, HunterState, HuntRequest, Hunts } from "@doubloon/shared/protocol/huntEvents";
import type { Refusal } from "@doubloon/shared/protocol/refusals";
import type { Target } from "../lib/target.ts";
import { maskedText } from "../ws/maskedFrames.ts";
import { type Fault, RawWebSocket, type RawWebSocketListener } from "../ws/rawWebSocket.ts";
import type { Upgrade } from "../ws/upgrade.ts";

/** Heartbeats as the server announces them. */
export interface HeartbeatPlan {
  readonly pingIntervalMs: number;
  readonly pingTimeoutMs: number;
}

export interface ConnectionListener {
  /** The transport is open; the hello has been sent. */
  opened(heartbeat: HeartbeatPlan, nowMs: number): void;
  welcomed(welcome: Welcome, nowMs: number): void;
  /** An award; awards are parsed only for a listener with this method. */
  awarded?(award: Award): void;
  /** What the hunt tells; parsed only for a listener with these methods. */
  readonly hunting?: HuntListener | undefined;
  /** A bare binary message; the bytes are valid only during the call. `frameBytes` counts the WebSocket header too. */
  binary(bytes: Uint8Array, start: number, end: number, frameBytes: number, nowMs: number): void;
  /** Any message that is not bare binary, after it was handled. */
  text(frameBytes: number): void;
  pinged(nowMs: number): void;
  /** The last call; not made after `leave`. */
  closed(reason: CloseReason): void;
}

/** Events of the hunt that automatic hunters use. */
export interface HuntListener {
  takeHunts(hunts: Hunts): void;
  takeState(state: HunterState): void;
  takeClue(clue: Clue): void;
}

export type CloseReason =
  /** The server refused the hello, or sent a farewell. */
  | { readonly kind: "refused"; readonly refusal: Refusal }
  /** The server is full and asks for a retry after this delay. */
  | { readonly kind: "busy"; readonly retryAfterMs: number; readonly detail: string }
  /** No server listens there. */
  | { readonly kind: "unreachable"; readonly detail: string }
  /** Anything else: the connection broke, or its bytes were malformed. */
  | { readonly kind: "lost"; readonly detail: string };

export interface ConnectionOptions {
  readonly target: Target;
  readonly upgrade: Upgrade;
  readonly hello: Hello;
  readonly nowMs: () => number;
  /** See RawWebSocketOptions. */
  readonly readBuffer: Uint8Array;
}

/** First characters of engine.io packets, and of the Socket.IO packets in its messages. */
const ENGINE = { open: 0x30, close: 0x31, ping: 0x32, message: 0x34 } as const;
const SOCKET = { connect: 0x30, disconnect: 0x31, event: 0x32, connectError: 0x34 } as const;
const PONG = maskedText("3");
const LEAVE = maskedText("41");
const WELCOME_EVENT = '42["welcome",';
const AWARD_EVENT = '42["award",';
const FAREWELL_EVENT = '42["farewell",';
const HUNTS_EVENT = '42["hunts",';
const HUNTER_EVENT = '42["hunter",';
const CLUE_EVENT = '42["clue",';

export class Connection implements RawWebSocketListener {
  readonly #hello: Hello;
  readonly #listener: ConnectionListener;
  readonly #webSocket: RawWebSocket;
  /** Why the server ended it, once it has given the reason. */
  #refusal: Refusal | undefined;

  constructor(options: ConnectionOptions, listener: ConnectionListener) {
    this.#hello = options.hello;
    this.#listener = listener;
    this.#webSocket = new RawWebSocket(options, this);
  }

  /** Whether everything sent has left, so that its buffers may be reused. */
  get idle(): boolean {
    return this.#webSocket.idle;
  }

  /** Sends an encoded frame. Only while `idle`, so that nothing queues up before a slow server. */
  send(frame: Uint8Array): void {
    this.#webSocket.send(frame);
  }

  /** Asks something of the hunt. Only while `idle`. */
  ask(request: HuntRequest): void {
    this.#webSocket.send(maskedText(`42${JSON.stringify(["hunting", request])}`));
  }

  /** See RawWebSocket. */
  set deferReads(deferReads: boolean) {
    this.#webSocket.deferReads = deferReads;
  }

  readDeferred(): void {
    this.#webSocket.readDeferred();
  }

  /** Stops reading, like a client that hangs. */
  stall(): void {
    this.#webSocket.stall();
  }

  /** Leaves like a page that is closed. */
  leave(): void {
    this.#webSocket.end(LEAVE);
  }

  /** Destroys the connection; the listener gets `detail`. */
  drop(detail: string): void {
    this.#webSocket.drop(detail);
  }

  open(): void {}

  message(binary: boolean, bytes: Uint8Array, start: number, end: number, frameBytes: number): void {
    if (binary) this.#listener.binary(bytes, start, end, frameBytes, this.#webSocket.nowMs);
    else {
      this.#packet(bytes, start, end);
      this.#listener.text(frameBytes);
    }
  }

  closed({ unreachable, detail, retryAfterMs }: Fault): void {
    if (this.#refusal !== undefined) this.#listener.closed({ kind: "refused", refusal: this.#refusal });
    else if (retryAfterMs !== undefined) this.#listener.closed({ kind: "busy", retryAfterMs, detail });
    else this.#listener.closed({ kind: unreachable ? "unreachable" : "lost", detail });
  }

  #packet(bytes: Uint8Array, start: number, end: number): void {
    const type = bytes[start];
    if (type === ENGINE.ping) {
      this.#webSocket.send(PONG);
      this.#listener.pinged(this.#webSocket.nowMs);
    } else if (type === ENGINE.message) this.#message(bytes, start, end);
    else if (type === ENGINE.open) this.#open(textOf(bytes, start + 1, end));
    else if (type === ENGINE.close) this.drop("the server closed the transport");
  }

  #open(json: string): void {
    const { pingInterval, pingTimeout } = JSON.parse(json) as { pingInterval: number; pingTimeout: number };
    this.#webSocket.send(maskedText(`40${JSON.stringify(this.#hello)}`));
    const heartbeat = { pingIntervalMs: pingInterval, pingTimeoutMs: pingTimeout };
    this.#listener.opened(heartbeat, this.#webSocket.nowMs);
  }

  #message(bytes: Uint8Array, start: number, end: number): void {
    const type = bytes[start + 1];
    if (type === SOCKET.event) this.#event(bytes, start, end);
    else if (type === SOCKET.connectError) {
      const { data, message } = JSON.parse(textOf(bytes, start + 2, end)) as {
        data?: Refusal;
        message: string;
      };
      this.#refusal = data;
      this.drop(`the server refused the connection: ${message}`);
    } else if (type === SOCKET.disconnect) this.drop("the server disconnected the player");
    else if (type !== SOCKET.connect) {
      throw new Error(`a Socket.IO packet of type ${String.fromCharCode(type)}, expected an event`);
    }
  }

  /** Parses the welcome, the farewell and, for listeners that want them, awards and the hunt's events. The swarm ignores all other events. */
  #event(bytes: Uint8Array, start: number, end: number): void {
    if (startsWith(bytes, start, end, WELCOME_EVENT)) {
      const welcome = JSON.parse(textOf(bytes, start + WELCOME_EVENT.length, end - 1)) as Welcome;
      this.#listener.welcomed(welcome, this.#webSocket.nowMs);
    } else if (startsWith(bytes, start, end, FAREWELL_EVENT)) {
      this.#refusal = JSON.parse(textOf(bytes, start + FAREWELL_EVENT.length, end - 1)) as Refusal;
      this.drop(this.#refusal.text);
    } else if (this.#listener.awarded !== undefined && startsWith(bytes, start, end, AWARD_EVENT)) {
      this.#listener.awarded(JSON.parse(textOf(bytes, start + AWARD_EVENT.length, end - 1)) as Award);
    } else if (this.#listener.hunting !== undefined) {
      this.#huntEvent(this.#listener.hunting, bytes, start, end);
    }
  }

  #huntEvent(listener: HuntListener, bytes: Uint8Array, start: number, end: number): void {
    const payload = (event: string): unknown => JSON.parse(textOf(bytes, start + event.length, end - 1));
    if (startsWith(bytes, start, end, HUNTS_EVENT)) listener.takeHunts(payload(HUNTS_EVENT) as Hunts);
    else if (startsWith(bytes, start, end, HUNTER_EVENT))
      listener.takeState(payload(HUNTER_EVENT) as HunterState);
    else if (startsWith(bytes, start, end, CLUE_EVENT)) listener.takeClue(payload(CLUE_EVENT) as Clue);
  }
}

function startsWith(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (end - start < text.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[start + i] !== text.charCodeAt(i)) return false;
  return true;
}

function textOf(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.max(0, end - start)).toString("utf8");
}
