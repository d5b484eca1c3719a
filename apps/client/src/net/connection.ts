// The line to the server: one Socket.IO connection at a time, made again with growing, spread delays when it is lost.
// Knows nothing of the game; hands bytes and events on as they come.
import type { MoverId } from "@doubloon/shared/ids";
import type {
  ClientToServerEvents,
  Hello,
  Names,
  ServerToClientEvents,
} from "@doubloon/shared/protocol/events";
import { BINARY_EVENT } from "@doubloon/shared/protocol/messages";
import { makeBareBinaryParser, type StockParser } from "@doubloon/shared/protocol/parser";
import type { QueueStatus } from "@doubloon/shared/protocol/queue";
import { type Refusal, refusals } from "@doubloon/shared/protocol/refusals";
import { io, type Socket } from "socket.io-client";
import * as stockParser from "socket.io-parser";
import { reconnectDelayMs } from "./backoff.ts";
import { PROBE_LOST_MS, Probe } from "./probe.ts";
import { meaningOf, type RefusalMeans } from "./refusalPolicy.ts";

const CONNECT_TIMEOUT_MS = 10_000;
const PROBE_EVERY_MS = 1_500;
/** One who has waited this long for the welcome is told about the queue. */
const ASK_QUEUE_AFTER_MS = 1_500;
/** A socket that is open but is not welcomed within this is given up. */
const WELCOME_TIMEOUT_MS = 10_000;

export type LineState =
  | { readonly state: "connecting"; readonly queue?: QueueStatus }
  | { readonly state: "open" }
  | {
      readonly state: "waiting";
      readonly retryAtMs: number;
      readonly refusal: Refusal | undefined;
      /** How it stands with those who want to come in, if that is why. */
      readonly queue?: QueueStatus;
    }
  | {
      readonly state: "over";
      readonly refusal: Refusal;
      readonly means: Exclude<RefusalMeans, "retry">;
    };

/** What comes in. `message` carries the events of the protocol other than farewell. */
export interface ConnectionHandlers {
  readonly changed: (state: LineState) => void;
  readonly bytes: (bytes: Uint8Array) => void;
  readonly welcome: ServerToClientEvents["welcome"];
  readonly award: ServerToClientEvents["award"];
  readonly standing: ServerToClientEvents["standing"];
  readonly board: ServerToClientEvents["board"];
  readonly notice: ServerToClientEvents["notice"];
  readonly roundTrip: (ms: number) => void;
}

export interface ConnectionOptions {
  /** Address of the server. */
  readonly url: string;
  /** Asked anew for each attempt. */
  readonly hello: () => Hello;
  readonly handlers: ConnectionHandlers;
  /** How many wait to be let in; undefined if the server does not say. */
  readonly askQueue: () => Promise<QueueStatus | undefined>;
  readonly nowMs: () => number;
  readonly random: () => number;
}

type GameSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

const parser = makeBareBinaryParser(stockParser as unknown as StockParser);

/** Connects and keeps connected until `close`, or until the server says that there is no coming back. */
export class Connection {
  readonly #options: ConnectionOptions;
  #socket: GameSocket | undefined;
  #attempt = 0;
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
    this.#probeTimer = setInterval(() => this.#probe.tick(), PROBE_EVERY_MS);
    this.#connect();
  }

  /** Sends a binary message; false if there is no connection, and then it is dropped. */
  send(bytes: Uint8Array): boolean {
    if (this.#socket?.connected !== true) return false;
    this.#socket.emit(BINARY_EVENT, bytes);
    return true;
  }

  /** Asks for names of movers; `answer` is not called if the connection is lost meanwhile. */
  who(movers: readonly MoverId[], answer: (names: Names) => void): boolean {
    const socket = this.#socket;
    if (socket?.connected !== true) return false;
    socket.emit("who", movers, (names) => {
      if (socket === this.#socket) answer(names);
    });
    return true;
  }

  /** Tries again now instead of when the delay is over. */
  retryNow(): void {
    if (this.#retryTimer !== undefined) this.#connect();
  }

  /** Connects again after the server refused for good what it was greeted with. */
  again(): void {
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
    this.#queueTimer = setTimeout(() => void this.#tellQueue(socket), ASK_QUEUE_AFTER_MS);
    this.#welcomeTimer = setTimeout(() => this.#lost(socket), CONNECT_TIMEOUT_MS + WELCOME_TIMEOUT_MS);
  }

  #listen(socket: GameSocket): void {
    const { handlers } = this.#options;
    socket.on("welcome", (welcome) => {
      clearTimeout(this.#welcomeTimer);
      clearTimeout(this.#queueTimer);
      this.#attempt = 0;
      this.#welcomed = true;
      this.#probe.reset();
      handlers.changed({ state: "open" });
      handlers.welcome(welcome);
    });
    socket.on(BINARY_EVENT, (data) =>
      handlers.bytes(data instanceof Uint8Array ? data : new Uint8Array(data)),
    );
    socket.on("award", handlers.award);
    socket.on("standing", handlers.standing);
    socket.on("board", handlers.board);
    socket.on("notice", handlers.notice);
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
    const means = refusal === undefined ? "retry" : meaningOf(refusal.code);
    if (refusal !== undefined && means !== "retry") {
      handlers.changed({ state: "over", refusal, means });
      return;
    }
    const attempt = this.#attempt++;
    const delayMs = reconnectDelayMs(attempt, random(), refusal?.retryAfterMs);
    const timer = setTimeout(() => this.#connect(), delayMs);
    this.#retryTimer = timer;
    handlers.changed({ state: "waiting", retryAtMs: nowMs() + delayMs, refusal });
    // A page is not told why a WebSocket was refused, or when to come back.
    if (refusal === undefined) void this.#waitInQueue(timer, attempt);
  }

  /** Puts off the attempt that `timer` stands for if the server says that no more may wait. */
  async #waitInQueue(timer: ReturnType<typeof setTimeout>, attempt: number): Promise<void> {
    const { askQueue, handlers, nowMs, random } = this.#options;
    const queue = await askQueue();
    if (queue === undefined || queue.retryAfterSeconds === 0 || timer !== this.#retryTimer) return;
    clearTimeout(timer);
    const delayMs = reconnectDelayMs(attempt, random(), queue.retryAfterSeconds * 1000);
    this.#retryTimer = setTimeout(() => this.#connect(), delayMs);
    handlers.changed({ state: "waiting", retryAtMs: nowMs() + delayMs, refusal: undefined, queue });
  }

  /** Says how long the wait is to one whom the server has not let in yet. */
  async #tellQueue(socket: GameSocket): Promise<void> {
    const queue = await this.#options.askQueue();
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
    // With a time limit, so that Socket.IO forgets a probe that is never answered.
    socket.timeout(PROBE_LOST_MS).emit("probe", (error) => {
      if (error === null && socket === this.#socket) answered();
    });
    return true;
  }
}

function isRefusal(data: unknown): data is Refusal {
  return (
    typeof data === "object" &&
    data !== null &&
    "code" in data &&
    typeof data.code === "string" &&
    Object.hasOwn(refusals, data.code)
  );
}
