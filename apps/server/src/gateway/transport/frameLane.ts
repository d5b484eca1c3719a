// The WebSocket server under Socket.IO (its public option `wsEngine`), which gives every connection a frame lane: a way
// to write a ready WebSocket message straight to the connection's TCP socket, and to take its binary messages as they
// come. See docs/adr/0005-frame-lane.md.
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type ServerOptions, WebSocket, WebSocketServer } from "ws";
import { ClientFrames, eachMessage } from "./clientFrames.ts";

/** How long a peer may take to answer a closing handshake, in ms, before its socket is destroyed. */
const CLOSE_TIMEOUT_MS = 2_000;
const TOO_LONG = "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH";
const MAX_FRAGMENTS = 16;
const MAX_BUFFERED_CHUNKS = 64;
/** What is still read of a peer once a closing handshake has begun, in bytes: its half of it, and what was on its way. */
const MAX_AFTER_CLOSING_BYTES = 65_536;

/** Writes whole, ready WebSocket messages between those that `ws` writes; both are written synchronously. */
export class FrameLane {
  /**
   * Takes the connection's binary messages instead of Socket.IO, once it is set: short ones straight from what has come,
   * others from `ws`. The bytes are valid only during the call.
   */
  onBinary: ((bytes: Uint8Array) => void) | undefined;
  /** A WebSocket ping or pong came; these pass by Socket.IO and must be counted too. */
  onControl: (() => void) | undefined;
  /** Set by the WebSocket once a closing handshake has begun: to ask it each time costs a look at cold memory. */
  closing = false;
  /** Whatever still comes is dropped unread. */
  deaf = false;
  #leftAfterClosing = MAX_AFTER_CLOSING_BYTES;
  readonly #socket: Duplex;
  readonly #webSocket: WebSocket;

  constructor(socket: Duplex, webSocket: WebSocket) {
    this.#socket = socket;
    this.#webSocket = webSocket;
  }

  /** False while the connection's last write has not left, or once it is closing: then nothing may be written. */
  get clear(): boolean {
    const socket = this.#socket;
    return !this.closing && socket.writableLength === 0 && socket.writable;
  }

  /** Writes one or more whole messages. The bytes must not change afterwards. */
  write(messages: Buffer): void {
    this.#socket.write(messages);
  }

  /** Reads no more: what comes stays in the kernel, and so with the peer. What is written still goes out. */
  stopReading(): void {
    this.deaf = true;
    this.#webSocket.pause();
  }

  /** So many bytes came after a closing handshake had begun; false if those are too many. */
  mayStillSend(bytes: number): boolean {
    this.#leftAfterClosing -= bytes;
    return this.#leftAfterClosing >= 0;
  }

  /** Ends the connection at once, without a closing handshake: for peers that do not read. */
  destroy(): void {
    this.#socket.destroy();
  }
}

export interface FrameLaneObserver {
  /** A connection is closed because a message was longer than allowed. */
  oversized(): void;
  /** Something went wrong with one connection, which is destroyed. */
  failed(error: unknown): void;
}

export interface FrameLaneServer {
  /** For Socket.IO's option `wsEngine`. */
  readonly wsEngine: new (
    options: ServerOptions,
  ) => WebSocketServer;
  /** The lane of the connection that began with this request; undefined for one that is no WebSocket. */
  laneOf(request: IncomingMessage): FrameLane | undefined;
  /** Destroys every connection that is still open, those in a closing handshake among them. */
  destroyAll(): void;
}

/** Makes the `wsEngine` and the way from a Socket.IO connection's request to its lane. */
export function makeFrameLaneServer(observer: FrameLaneObserver): FrameLaneServer {
  const lanes = new WeakMap<IncomingMessage, FrameLane>();
  const open = new Set<FrameLane>();

  /** Comes between a socket and `ws`, which has just begun to listen to it. */
  function tap(socket: Duplex, lane: FrameLane): void {
    const [onWebSocketData] = socket.listeners("data") as [((bytes: Buffer) => void) | undefined];
    if (onWebSocketData === undefined) throw new Error("ws does not listen to its socket");
    const frames = new ClientFrames();
    socket.off("data", onWebSocketData);
    socket.on("data", (bytes: Buffer) => {
      if (lane.deaf) return;
      if (lane.closing && !lane.mayStillSend(bytes.length)) {
        lane.destroy();
        return;
      }
      try {
        const short = frames.follow(bytes);
        if (short && lane.onBinary !== undefined && !lane.closing) eachMessage(bytes, lane.onBinary);
        else onWebSocketData.call(socket, bytes);
      } catch (error) {
        observer.failed(error);
        lane.destroy();
      }
    });
  }

  /** Sees its own events before its listeners do: thousands of listeners of ours would each hold a function. */
  class LaneWebSocket extends WebSocket {
    lane: FrameLane | undefined;

    override emit(event: string | symbol, first?: unknown, second?: unknown, ...rest: unknown[]): boolean {
      const { lane } = this;
      if (lane !== undefined) {
        if (lane.deaf && (event === "message" || event === "ping" || event === "pong")) return true;
        if (event === "message" && second === true && lane.onBinary !== undefined) {
          lane.onBinary(first as Uint8Array);
          return true;
        }
        if (event === "ping" || event === "pong") lane.onControl?.();
        else if (event === "close") open.delete(lane);
        else if (event === "error" && (first as NodeJS.ErrnoException).code === TOO_LONG)
          observer.oversized();
      }
      return super.emit(event, first, second, ...rest);
    }

    /** `ws` calls it too, when the peer begins to close. */
    override close(code?: number, reason?: string | Buffer): void {
      if (this.lane !== undefined) this.lane.closing = true;
      super.close(code, reason);
    }

    /** `ws` answers a ping before it tells of it, and gives up on a peer with too many answers under way. */
    override pong(...answer: Parameters<WebSocket["pong"]>): void {
      if (this.lane?.deaf !== true) super.pong(...answer);
      else (answer[2] as (() => void) | undefined)?.();
    }

    override terminate(): void {
      if (this.lane !== undefined) this.lane.closing = true;
      super.terminate();
    }
  }

  class LaneWebSocketServer extends WebSocketServer {
    constructor(options: ServerOptions) {
      super({
        ...options,
        WebSocket: LaneWebSocket,
        closeTimeout: CLOSE_TIMEOUT_MS,
        maxFragments: MAX_FRAGMENTS,
        maxBufferedChunks: MAX_BUFFERED_CHUNKS,
      } as ServerOptions);
    }

    override handleUpgrade(
      request: IncomingMessage,
      socket: Duplex,
      head: Buffer,
      callback: (client: WebSocket, request: IncomingMessage) => void,
    ): void {
      // Engine.IO calls it after a promise, where an error would be an unhandled rejection.
      try {
        super.handleUpgrade(request, socket, head, (webSocket, upgraded) => {
          const lane = new FrameLane(socket, webSocket);
          tap(socket, lane);
          if (webSocket instanceof LaneWebSocket) webSocket.lane = lane;
          lanes.set(upgraded, lane);
          open.add(lane);
          callback(webSocket, upgraded);
        });
      } catch (error) {
        observer.failed(error);
        socket.destroy();
      }
    }
  }
  return {
    wsEngine: LaneWebSocketServer,
    laneOf: (request) => lanes.get(request),
    destroyAll: () => {
      for (const lane of open) lane.destroy();
    },
  };
}
