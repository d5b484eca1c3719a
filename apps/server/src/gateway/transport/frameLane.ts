// The WebSocket server under Socket.IO (Engine.IO's option `wsEngine`). It gives every connection a frame lane, which
// writes framed WebSocket messages directly to the TCP socket and reads binary messages directly from it. Neither
// encodes nor decodes a payload. See docs/adr/0005-frame-lane.md, and internals.md for what it relies on.
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type ServerOptions, WebSocket, WebSocketServer } from "ws";
import { ClientFrames, eachMessage } from "./clientFrames.ts";

/** Time limit of a closing handshake, in ms; then the socket is destroyed. */
const CLOSE_TIMEOUT_MS = 2_000;
const TOO_LONG = "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH";
const MAX_FRAGMENTS = 16;
const MAX_BUFFERED_CHUNKS = 64;
/** Limit of the bytes read after a closing handshake has begun: the peer's close frame and data in flight. */
const MAX_AFTER_CLOSING_BYTES = 65_536;

/** Writes whole, framed WebSocket messages between those of `ws`; both write synchronously, so they never interleave. */
export class FrameLane {
  /**
   * Once set, receives the connection's binary messages instead of Socket.IO: short ones directly from the TCP socket,
   * others from `ws`. The bytes are valid only during the call.
   */
  onBinary: ((bytes: Uint8Array) => void) | undefined;
  /** Called for each WebSocket ping or pong. Socket.IO does not see these, but they count towards the rate limit. */
  onControl: (() => void) | undefined;
  /** Set by the WebSocket when a closing handshake begins. Reading its state for every frame would miss the cache. */
  closing = false;
  /** Incoming data is dropped unread. */
  readingStopped = false;
  #leftAfterClosing = MAX_AFTER_CLOSING_BYTES;
  readonly #socket: Duplex;
  readonly #webSocket: WebSocket;

  constructor(socket: Duplex, webSocket: WebSocket) {
    this.#socket = socket;
    this.#webSocket = webSocket;
  }

  /** False while an earlier write is pending or once the connection is closing: then nothing may be written. */
  get clear(): boolean {
    const socket = this.#socket;
    return !this.closing && socket.writableLength === 0 && socket.writable;
  }

  /** Writes one or more whole messages. The bytes must not change afterwards. */
  write(messages: Buffer): void {
    this.#socket.write(messages);
  }

  /** Stops reading, so that incoming data stays in the kernel and TCP pushes back. Writes still go out. */
  stopReading(): void {
    this.readingStopped = true;
    this.#webSocket.pause();
  }

  /** Counts bytes received after a closing handshake began; false once they exceed the limit. */
  mayStillSend(bytes: number): boolean {
    this.#leftAfterClosing -= bytes;
    return this.#leftAfterClosing >= 0;
  }

  /** Destroys the connection at once, without a closing handshake: for peers that do not read. */
  destroy(): void {
    this.#socket.destroy();
  }
}

export interface FrameLaneObserver {
  /** `ws` closes a connection because a message was too long. */
  oversized(): void;
  /** An error concerned one connection, which is destroyed. */
  failed(error: unknown): void;
}

export interface FrameLaneServer {
  /** The value of Engine.IO's option `wsEngine`. */
  readonly wsEngine: new (
    options: ServerOptions,
  ) => WebSocketServer;
  /** The lane of the connection that began with this request; undefined if it is not a WebSocket. */
  laneOf(request: IncomingMessage): FrameLane | undefined;
  /** Destroys all open connections, including those in a closing handshake. */
  destroyAll(): void;
}

/** Makes the `wsEngine` and the lookup from an Engine.IO connection's request to its lane. */
export function makeFrameLaneServer(observer: FrameLaneObserver): FrameLaneServer {
  const lanes = new WeakMap<IncomingMessage, FrameLane>();
  const open = new Set<FrameLane>();

  /** Replaces the `data` listener that `ws` has just added to the socket, and calls it for data that `ws` must read. */
  function intercept(socket: Duplex, lane: FrameLane): void {
    const [onWebSocketData] = socket.listeners("data") as [((bytes: Buffer) => void) | undefined];
    if (onWebSocketData === undefined) throw new Error("ws has no data listener on its socket");
    const frames = new ClientFrames();
    socket.off("data", onWebSocketData);
    socket.on("data", (bytes: Buffer) => {
      if (lane.readingStopped) return;
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

  /** Overrides `emit` instead of adding listeners: those would cost memory for every connection. */
  class LaneWebSocket extends WebSocket {
    lane: FrameLane | undefined;

    override emit(event: string | symbol, first?: unknown, second?: unknown, ...rest: unknown[]): boolean {
      const { lane } = this;
      if (lane !== undefined) {
        if (lane.readingStopped && (event === "message" || event === "ping" || event === "pong")) return true;
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

    /** Also called by `ws` when the peer begins to close. */
    override close(code?: number, reason?: string | Buffer): void {
      if (this.lane !== undefined) this.lane.closing = true;
      super.close(code, reason);
    }

    /** `ws` answers a ping before it emits the event, and terminates a peer with too many pending answers. */
    override pong(...answer: Parameters<WebSocket["pong"]>): void {
      if (this.lane?.readingStopped !== true) super.pong(...answer);
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
      // Engine.IO calls this asynchronously, where an error would become an unhandled rejection.
      try {
        super.handleUpgrade(request, socket, head, (webSocket, upgraded) => {
          const lane = new FrameLane(socket, webSocket);
          intercept(socket, lane);
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
