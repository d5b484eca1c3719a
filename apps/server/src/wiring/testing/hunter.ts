// A hunting player for tests over real sockets: joins the hunt it hears of, reads, digs, comes back when its connection is
// lost, and keeps everything it was ever sent. And the calls of a test to a server under --qa.
import type {
  ClientToServerEvents,
  GameContent,
  ServerToClientEvents,
  Welcome,
} from "@doubloon/shared/protocol/events";
import type {
  Clue,
  Find,
  HunterState,
  HuntRequest,
  Hunts,
  Podium,
  Reading,
} from "@doubloon/shared/protocol/huntEvents";
import { BINARY_EVENT, PROTOCOL_VERSION } from "@doubloon/shared/protocol/messages";
import { makeBareBinaryParser, type StockParser } from "@doubloon/shared/protocol/parser";
import { type ChunkGrid, makeChunkGrid } from "@doubloon/shared/space";
import { RoomView } from "@doubloon/shared/view/roomView";
import { decodeFrame } from "@doubloon/shared/wire/frameReader";
import { type ClientMessage, encodeClientMessage } from "@doubloon/shared/wire/input";
import { WireKind } from "@doubloon/shared/wire/kinds";
import { decodeReading } from "@doubloon/shared/wire/reading";
import { io, type Socket } from "socket.io-client";
import * as stockParser from "socket.io-parser";
import { onceOver } from "./player.ts";

const RETRY_MS = 100;

/** What a hunter has heard. */
export interface Heard {
  readonly welcomes: Welcome[];
  readonly clues: Clue[];
  readonly readings: Reading[];
  readonly finds: Find[];
  readonly podiums: Podium[];
  hunts: Hunts | undefined;
  hunter: HunterState | undefined;
  /** How often a connection was lost on which it was welcomed. */
  disconnects: number;
  /** Points of awards, summed. */
  won: number;
}

export interface Hunter {
  readonly name: string;
  readonly heard: Heard;
  readonly connected: boolean;
  /** Every WebSocket message so far, in order. */
  readonly received: readonly (string | Uint8Array)[];
  /** What lies on tiles in view, by `x y`: the number of the loot kind or mark. */
  readonly lying: ReadonlyMap<string, number>;
  /** Whether it joins hunts by itself. */
  joins: boolean;
  send(input: Pick<ClientMessage, "kind"> & Record<string, unknown>): void;
  ask(request: HuntRequest): void;
  close(): void;
}

export function openHunter(url: string, name: string): Hunter {
  const heard: Heard = {
    welcomes: [],
    clues: [],
    readings: [],
    finds: [],
    podiums: [],
    hunts: undefined,
    hunter: undefined,
    disconnects: 0,
    won: 0,
  };
  const received: (string | Uint8Array)[] = [];
  const lying = new Map<string, number>();
  let grid: ChunkGrid | undefined;
  let view: RoomView | undefined;
  let seq = 0;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let socket: Socket<ServerToClientEvents, ClientToServerEvents>;
  const nonce = Buffer.from(name.padEnd(16).slice(0, 16)).toString("hex");

  function join(hunts: Hunts): void {
    const open = hunts.hunts.find(({ phase }) => ["announced", "countdown", "running"].includes(phase));
    if (hunter.joins && open !== undefined && heard.hunter?.hunt !== open.hunt)
      socket.emit("hunting", { type: "join", hunt: open.hunt, nonce });
  }

  function take(bytes: Uint8Array): void {
    if (bytes[0] === WireKind.reading) heard.readings.push(decodeReading(bytes));
    if (bytes[0] !== WireKind.delta && bytes[0] !== WireKind.keyframe) return;
    const frame = decodeFrame(bytes);
    if (grid === undefined) return;
    view ??= new RoomView(grid);
    if (view.apply(frame) !== "applied") {
      socket.emit(BINARY_EVENT, encodeClientMessage({ kind: "resync", seenTick: frame.header.tick }));
      view = undefined;
      return;
    }
    for (const { tileX, tileY, kind } of view.loot.values()) lying.set(`${tileX} ${tileY}`, kind);
    socket.emit(BINARY_EVENT, encodeClientMessage({ kind: "ack", seenTick: frame.header.tick }));
  }

  function connect(): void {
    const token = heard.welcomes.at(-1)?.token;
    view = undefined;
    seq = 0;
    const own: typeof socket = io(url, {
      parser: makeBareBinaryParser(stockParser as unknown as StockParser),
      transports: ["websocket"],
      reconnection: false,
      forceNew: true,
      auth: { version: PROTOCOL_VERSION, name, ...(token === undefined ? {} : { token }) },
    });
    socket = own;
    const { io: manager } = socket;
    manager.on("open", () => {
      manager.engine.on("data", (data: string | ArrayBuffer | Uint8Array) =>
        received.push(typeof data === "string" ? data : new Uint8Array(data)),
      );
    });
    let welcomed = false;
    const again = onceOver(own, () => {
      if (!closed) timer = setTimeout(connect, RETRY_MS);
    });
    socket.on("welcome", (welcome) => {
      welcomed = true;
      heard.welcomes.push(welcome);
      // After a takeover of the world: another mover, whose inputs are numbered from 1.
      view = undefined;
      seq = 0;
      void fetch(new URL(welcome.contentUrl, url))
        .then((response) => response.json() as Promise<GameContent>)
        .then(({ map }) => {
          grid = makeChunkGrid(map.widthTiles, map.heightTiles);
          socket.emit(BINARY_EVENT, encodeClientMessage({ kind: "resync", seenTick: welcome.tick }));
        })
        // The gateway has gone; another welcome follows.
        .catch(() => undefined);
    });
    socket.on(BINARY_EVENT, (bytes) => take(new Uint8Array(bytes)));
    socket.on("hunts", (hunts) => {
      heard.hunts = hunts;
      join(hunts);
    });
    socket.on("hunter", (state) => {
      heard.hunter = state;
    });
    socket.on("clue", (clue) => heard.clues.push(clue));
    socket.on("finds", (finds) => heard.finds.push(...finds));
    socket.on("podium", (podium) => heard.podiums.push(podium));
    socket.on("award", ({ value }) => {
      heard.won += value;
    });
    socket.on("connect_error", again);
    socket.on("disconnect", () => {
      if (welcomed) heard.disconnects++;
      again();
    });
  }

  const hunter: Hunter = {
    name,
    heard,
    received,
    lying,
    joins: true,
    get connected() {
      return socket.connected;
    },
    send: (input) =>
      void socket.emit(BINARY_EVENT, encodeClientMessage({ ...input, seq: ++seq, seenTick: 0 } as never)),
    ask: (request) => void socket.emit("hunting", request),
    close() {
      closed = true;
      clearTimeout(timer);
      socket.disconnect();
    },
  };
  connect();
  return hunter;
}

/** Calls a route under `/qa` and returns its answer. Throws with the error that it gives. */
export async function qa<T>(url: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`${url}qa/${path}`, {
    ...(body === undefined
      ? {}
      : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as T & { readonly error?: string };
  if (!response.ok) throw new Error(`${path}: ${response.status} ${answer.error}`);
  return answer;
}
