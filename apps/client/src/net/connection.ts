// The connection to the server: one Socket.IO socket at a time, reconnected with exponential backoff when it is lost.
// Knows nothing of the game; hands bytes and events to its handlers.
import type { MoverId } from "@doubloon/shared/ids";
import type {
  ClientToServerEvents,
  Hello,
  Names,
  ServerToClientEvents,
  Welcome,
} from "@doubloon/shared/protocol/events";
import type { HuntBroadcasts, HuntEvents, HuntRequest } from "@doubloon/shared/protocol/huntEvents";
import { BINARY_EVENT } from "@doubloon/shared/protocol/messages";
import { makeBareBinaryParser, type StockParser } from "@doubloon/shared/protocol/parser";
import type { QueueStatus } from "@doubloon/shared/protocol/queue";
import { type Refusal, refusals } from "@doubloon/shared/protocol/refusals";
import { io, type Socket } from "socket.io-client";
import * as stockParser from "socket.io-parser";
import { reconnectDelayMs } from "./backoff.ts";
import { PROBE_TIMEOUT_MS, Probe } from "./probe.ts";
import { actionFor, isRefusal, type RefusalAction } from "./refusalPolicy.ts";

const CONNECT_TIMEOUT_MS = 10_000;
const PROBE_INTERVAL_MS = 1_500;
/** The queue status is fetched for a player who has waited this long for the welcome. */
const QUEUE_STATUS_AFTER_MS = 1_500;
/** An open socket without a welcome is dropped after this. */
const WELCOME_TIMEOUT_MS = 10_000;

export type ConnectionState =
  | { readonly state: "connecting"; readonly queue?: QueueStatus }
  | { readonly state: "open" }
  | {
      readonly state: "waiting";
      readonly retryAtMs: number;
      readonly refusal: Refusal | undefined;
      /** The join queue, if the player is waiting because of it. */
      readonly queue?: QueueStatus;
    }
  | {
      /** The page does not reconnect by itself. */
      readonly state: "ended";
      readonly refusal: Refusal;
      readonly action: Exclude<RefusalAction, "retry">;
    };

/** Receives the connection's state and everything that comes from the server except the farewell. */
export interface ConnectionHandlers extends HuntEvents, HuntBroadcasts {
  readonly changed: (state: ConnectionState) => void;
  readonly bytes: (bytes: Uint8Array) => void;
  /** `again`: over a connection that was welcomed before, after a takeover of the world. */
  readonly welcome: (welcome: Welcome, again: boolean) => void;
  readonly award: ServerToClientEvents["award"];
  readonly standing: ServerToClientEvents["standing"];
  readonly board: ServerToClientEvents["board"];
  readonly notice: ServerToClientEvents["notice"];
  readonly roundTrip: (ms: number) => void;
}

export interface ConnectionOptions {
  /** The server's address. */
  readonly url: string;
  /** Called for each attempt. */
  readonly hello: () => Hello;
  readonly handlers: ConnectionHandlers;
  /** Fetches the status of the join queue; undefined if the server does not answer. */
  readonly fetchQueueStatus: () => Promise<QueueStatus | undefined>;
  readonly nowMs: () => number;
  readonly random: () => number;
}

type GameSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

const parser = makeBareBinaryParser(stockParser as unknown as StockParser);

/** Connects, and reconnects until `close` or until a refusal after which retrying is pointless. */
export class Connection {
  readonly #options: ConnectionOptions;
  #socket: GameSocket | undefined;
  #attempt = 0;
  /** Whether the server, while the page waits to retry, has said nothing of when to. */
  #mayWake = false;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #welcomeTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #probeTimer: ReturnType<typeof setInterval>;
  readonly #probe: Probe;
  #queueTimer: ReturnType<typeof setTimeout> | undefined;
  #welcomed = false;
  #farewell: Refusal | undefined;
  #closed = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#probe = new Probe({
      send: (answered) => this.#sendProbe(answered),
      nowMs: options.nowMs,
      measured: options.handlers.roundTrip,
    });
    this.#probeTimer = setInterval(() => this.#probe.tick(), PROBE_INTERVAL_MS);
    this.#connect();
  }

  /** Sends a binary message. Returns false, and drops it, if there is no connection. */
  send(bytes: Uint8Array): boolean {
    if (this.#socket?.connected !== true) return false;
    this.#socket.emit(BINARY_EVENT, bytes);
    return true;
  }

  /** Requests the names of movers. `received` is not called if the connection is lost in the meantime. */
  requestNames(movers: readonly MoverId[], received: (names: Names) => void): boolean {
    const socket = this.#socket;
    if (socket?.connected !== true) return false;
    socket.emit("who", movers, (names) => {
      if (socket === this.#socket) received(names);
    });
    return true;
  }

  /** Asks something of the hunt. Returns false, and drops it, if there is no connection. */
  requestHunt(request: HuntRequest): boolean {
    if (this.#socket?.connected !== true) return false;
    this.#socket.emit("hunting", request);
    return true;
  }

  /** Retries now instead of after the delay. */
  retryNow(): void {
    if (this.#retryTimer !== undefined) this.#connect();
  }

  /** Retries now, unless the server has said when to: what kept the page offline may be over. */
  wake(): void {
    if (this.#mayWake) this.retryNow();
  }

  /** Connects again, with a new hello, after a refusal that ended the connection. */
  reconnect(): void {
    if (!this.#closed) this.#connect();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retryTimer);
    clearInterval(this.#probeTimer);
    this.#drop();
  }

  #connect(): void {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    this.#drop();
    this.#farewell = undefined;
    this.#options.handlers.changed({ state: "connecting" });
    const socket: GameSocket = io(this.#options.url, {
      parser,
      transports: ["websocket"],
      reconnection: false,
      forceNew: true,
      timeout: CONNECT_TIMEOUT_MS,
      auth: { ...this.#options.hello() },
    });
    this.#socket = socket;
    this.#listen(socket);
    this.#queueTimer = setTimeout(() => void this.#reportQueue(socket), QUEUE_STATUS_AFTER_MS);
    this.#welcomeTimer = setTimeout(() => this.#lost(socket), CONNECT_TIMEOUT_MS + WELCOME_TIMEOUT_MS);
  }

  #listen(socket: GameSocket): void {
    const { handlers } = this.#options;
    socket.on("welcome", (welcome) => {
      clearTimeout(this.#welcomeTimer);
      clearTimeout(this.#queueTimer);
      const again = this.#welcomed;
      this.#attempt = 0;
      this.#welcomed = true;
      this.#probe.reset();
      handlers.changed({ state: "open" });
      handlers.welcome(welcome, again);
    });
    socket.on(BINARY_EVENT, (data) =>
      handlers.bytes(data instanceof Uint8Array ? data : new Uint8Array(data)),
    );
    socket.on("award", handlers.award);
    socket.on("standing", handlers.standing);
    socket.on("board", handlers.board);
    socket.on("notice", handlers.notice);
    socket.on("hunts", handlers.hunts);
    socket.on("finds", handlers.finds);
    socket.on("hunter", handlers.hunter);
    socket.on("clue", handlers.clue);
    socket.on("team", handlers.team);
    socket.on("ranking", handlers.ranking);
    socket.on("podium", handlers.podium);
    socket.on("farewell", (refusal) => {
      if (refusals[refusal.code]?.closes !== false) this.#farewell = refusal;
      else handlers.notice({ kind: "warning", text: refusal.text });
    });
    socket.on("connect_error", (error: Error & { data?: unknown }) => {
      if (isRefusal(error.data)) this.#farewell = error.data;
      this.#lost(socket);
    });
    socket.on("disconnect", () => this.#lost(socket));
  }

  #lost(socket: GameSocket): void {
    if (socket !== this.#socket || this.#closed) return;
    this.#drop();
    const { handlers, nowMs, random } = this.#options;
    const refusal = this.#farewell;
    const action = refusal === undefined ? "retry" : actionFor(refusal.code);
    if (refusal !== undefined && action !== "retry") {
      handlers.changed({ state: "ended", refusal, action });
      return;
    }
    const attempt = this.#attempt++;
    this.#mayWake = refusal === undefined;
    // A server that moves its players has spread them already.
    const spread = refusal?.code === "moving" ? 0 : random();
    const delayMs = reconnectDelayMs(attempt, spread, refusal?.retryAfterMs);
    const timer = setTimeout(() => this.#connect(), delayMs);
    this.#retryTimer = timer;
    handlers.changed({ state: "waiting", retryAtMs: nowMs() + delayMs, refusal });
    // A browser does not tell the page why a WebSocket was refused or when to retry.
    if (refusal === undefined) void this.#waitInQueue(timer, attempt);
  }

  /** Postpones the retry that `timer` stands for if the server reports that its queue is full. */
  async #waitInQueue(timer: ReturnType<typeof setTimeout>, attempt: number): Promise<void> {
    const { fetchQueueStatus, handlers, nowMs, random } = this.#options;
    const queue = await fetchQueueStatus();
    if (queue === undefined || queue.retryAfterSeconds === 0 || timer !== this.#retryTimer) return;
    clearTimeout(timer);
    this.#mayWake = false;
    const delayMs = reconnectDelayMs(attempt, random(), queue.retryAfterSeconds * 1000);
    this.#retryTimer = setTimeout(() => this.#connect(), delayMs);
    handlers.changed({ state: "waiting", retryAtMs: nowMs() + delayMs, refusal: undefined, queue });
  }

  /** Reports the queue while the server has not let the player in yet. */
  async #reportQueue(socket: GameSocket): Promise<void> {
    const queue = await this.#options.fetchQueueStatus();
    if (queue === undefined || queue.waitSeconds === 0 || socket !== this.#socket || this.#welcomed) return;
    this.#options.handlers.changed({ state: "connecting", queue });
  }

  #drop(): void {
    clearTimeout(this.#welcomeTimer);
    clearTimeout(this.#queueTimer);
    this.#welcomed = false;
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.removeAllListeners();
    socket?.disconnect();
  }

  #sendProbe(answered: () => void): boolean {
    const socket = this.#socket;
    if (socket?.connected !== true) return false;
    // The timeout makes Socket.IO forget a probe that is never answered.
    socket.timeout(PROBE_TIMEOUT_MS).emit("probe", (error) => {
      if (error === null && socket === this.#socket) answered();
    });
    return true;
  }
}
