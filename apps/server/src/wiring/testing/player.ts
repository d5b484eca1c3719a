// A player for tests over real sockets: reconnects and acknowledges frames by itself, as the page does, and records what it
// receives.
import type { Tick } from "@doubloon/shared/ids";
import type {
  Award,
  Board,
  ClientToServerEvents,
  Notice,
  ServerToClientEvents,
  Welcome,
} from "@doubloon/shared/protocol/events";
import { BINARY_EVENT, PROTOCOL_VERSION } from "@doubloon/shared/protocol/messages";
import { makeBareBinaryParser, type StockParser } from "@doubloon/shared/protocol/parser";
import type { Refusal } from "@doubloon/shared/protocol/refusals";
import { readFrameHeader } from "@doubloon/shared/wire/frameReader";
import { type ClientMessage, encodeClientMessage } from "@doubloon/shared/wire/input";
import { WireKind } from "@doubloon/shared/wire/kinds";
import { io, type Socket } from "socket.io-client";
import * as stockParser from "socket.io-parser";

const RETRY_MS = 100;
/** The newest frame is acknowledged this long after the first that is not: far within the stale limit. */
const ACK_AFTER_MS = 250;

export interface Player {
  /** Every welcome so far, the newest last. */
  readonly welcomes: readonly Welcome[];
  readonly notices: readonly Notice[];
  readonly refusals: readonly Refusal[];
  readonly connected: boolean;
  /** Lines about what goes on, such as a takeover of the world. */
  readonly takeovers: readonly string[];
  /** Number of lost connections on which it was welcomed; those that end before only make it try again. */
  readonly losses: number;
  /** Room frames since the last welcome. */
  readonly frames: number;
  readonly board: Board | undefined;
  /** Every award that it was told of. */
  readonly awards: readonly Award[];
  /** Whether it acknowledges frames; without that, it is sent none, and no board, once it is stale. */
  acknowledges: boolean;
  /** Called at every welcome, which is in `welcomes` by then. */
  onWelcome: (welcome: Welcome) => void;
  /** Called with every binary message but those about the player itself. */
  onFrame: (bytes: Uint8Array) => void;
  /** Sends a message; inputs are numbered. */
  send(message: Pick<ClientMessage, "kind"> & Record<string, unknown>): void;
  /** Walks in the direction of a heading, 0 to 63. */
  walk(heading: number): void;
  close(): void;
}

/** How to reach the server: options of `ws`. */
export interface Route {
  /** Certificates to trust, as PEM. */
  readonly ca?: string;
  /** The local address of the player. */
  readonly localAddress?: string;
  readonly extraHeaders?: Record<string, string>;
}

/**
 * What to call when a connection has ended: runs `next` once. A connection that fails before it is welcomed may say so twice,
 * as an error and when it closes.
 */
export function onceOver(socket: Pick<Socket, "disconnect">, next: () => void): () => void {
  let over = false;
  return () => {
    if (over) return;
    over = true;
    socket.disconnect();
    next();
  };
}

/** Opens a player, who returns as an earlier one if `returning` is that one's token. */
export function openPlayer(url: string, name: string, route: Route = {}, returning?: string): Player {
  const welcomes: Welcome[] = [];
  const notices: Notice[] = [];
  const refusals: Refusal[] = [];
  const takeovers: string[] = [];
  const awards: Award[] = [];
  let board: Board | undefined;
  let losses = 0;
  let frames = 0;
  let seq = 0;
  let newestTick = 0 as Tick;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let ackTimer: NodeJS.Timeout | undefined;
  let socket: Socket<ServerToClientEvents, ClientToServerEvents>;

  /** Acknowledges the newest frame soon. Later frames may follow meanwhile: after a stall, all of them at once. */
  function acknowledge(seenTick: Tick): void {
    newestTick = seenTick;
    ackTimer ??= setTimeout(() => {
      ackTimer = undefined;
      if (player.acknowledges) player.send({ kind: "ack", seenTick: newestTick });
    }, ACK_AFTER_MS);
  }

  /** Acknowledges nothing of a connection that is gone. */
  function forget(): void {
    clearTimeout(ackTimer);
    ackTimer = undefined;
  }

  function connect(): void {
    const token = welcomes.at(-1)?.token ?? returning;
    let retryMs = RETRY_MS;
    let welcomed = false;
    const own: typeof socket = io(url, {
      parser: makeBareBinaryParser(stockParser as unknown as StockParser),
      transports: ["websocket"],
      reconnection: false,
      forceNew: true,
      ...route,
      auth: {
        version: PROTOCOL_VERSION,
        ...(name === "" ? {} : { name }),
        ...(token === undefined ? {} : { token }),
      },
    });
    socket = own;
    const refused = (refusal: Refusal): void => {
      refusals.push(refusal);
      retryMs = refusal.retryAfterMs ?? retryMs;
    };
    const again = onceOver(own, () => {
      if (!closed) timer = setTimeout(connect, retryMs);
    });
    socket.on("welcome", (welcome) => {
      welcomed = true;
      welcomes.push(welcome);
      frames = 0;
      seq = 0;
      player.onWelcome(welcome);
    });
    socket.on(BINARY_EVENT, (bytes) => {
      if (bytes[0] === WireKind.self) return;
      const { tick } = readFrameHeader(bytes);
      frames++;
      acknowledge(tick);
      player.onFrame(new Uint8Array(bytes));
    });
    socket.on("award", (award) => awards.push(award));
    socket.on("notice", (notice) => {
      notices.push(notice);
      if (notice.kind === "status") takeovers.push(notice.text);
    });
    socket.on("board", (next) => {
      board = next;
    });
    socket.on("farewell", refused);
    socket.on("connect_error", (error: Error & { data?: Refusal }) => {
      if (error.data !== undefined) refused(error.data);
      again();
    });
    socket.on("disconnect", () => {
      if (welcomed) losses++;
      forget();
      again();
    });
  }
  const player: Player = {
    welcomes,
    notices,
    refusals,
    takeovers,
    awards,
    acknowledges: true,
    onWelcome() {},
    onFrame() {},
    get connected() {
      return socket.connected;
    },
    get losses() {
      return losses;
    },
    get frames() {
      return frames;
    },
    get board() {
      return board;
    },
    send(message) {
      if (message.kind !== "ack" && message.kind !== "resync") seq++;
      socket.emit(BINARY_EVENT, encodeClientMessage({ seenTick: 0, ...message, seq } as never));
    },
    walk: (heading) => player.send({ kind: "heading", heading }),
    close() {
      closed = true;
      clearTimeout(timer);
      forget();
      socket.disconnect();
    },
  };
  connect();
  return player;
}
