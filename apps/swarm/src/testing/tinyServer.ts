// The smallest server that speaks the protocol, on stock Socket.IO with Doubloon's parser: one room, standing movers, one
// treasure, no obstacles. A test can drop frames, refuse players, tell of hunts and read what players send.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { InputSeq, MoverId, PlayerId, RoomId, Tick, WorldTimeMs } from "@doubloon/shared/ids";
import type { Hello, Welcome } from "@doubloon/shared/protocol/events";
import type { HuntEvents, HuntRequest, Hunts } from "@doubloon/shared/protocol/huntEvents";
import { BINARY_EVENT } from "@doubloon/shared/protocol/messages";
import { makeBareBinaryParser } from "@doubloon/shared/protocol/parser";
import type { Refusal } from "@doubloon/shared/protocol/refusals";
import { CHUNK_TILES } from "@doubloon/shared/space";
import { FrameWriter } from "@doubloon/shared/wire/frameWriter";
import { type ClientMessage, decodeClientMessage } from "@doubloon/shared/wire/input";
import { WireKind } from "@doubloon/shared/wire/kinds";
import { encodeMapChunk } from "@doubloon/shared/wire/mapChunk";
import { encodeSelf } from "@doubloon/shared/wire/self";
import { Server, type Socket } from "socket.io";
import * as stockParser from "socket.io-parser";
import type { Target } from "../lib/target.ts";

const MAP = { version: "test", widthTiles: 64, heightTiles: 64, url: "/map/test/map.json" };
const CONTENT_URL = "/content/test.json";
const ROOM = 5 as RoomId;
const OPEN_CHUNK = { blocked: new Uint8Array(CHUNK_TILES * CHUNK_TILES), layers: [] };

export interface TinyServer {
  readonly target: Target;
  readonly url: string;
  /** The hellos, in order. */
  readonly hellos: Hello[];
  /** The binary messages of the players, in order. */
  readonly messages: ClientMessage[];
  readonly sockets: ReadonlySet<Socket>;
  /** What the players asked of hunts, in order. */
  readonly requests: HuntRequest[];
  /** Refusals for the next connections, one each. */
  readonly refusals: Refusal[];
  /** Sends an event of the hunt to all players. */
  tell(event: "hunts", payload: Hunts): void;
  tell<Name extends "hunter" | "clue">(event: Name, payload: Parameters<HuntEvents[Name]>[0]): void;
  /** Sends a delta to all players, `sinceTicks` after the previous frame. */
  delta(sinceTicks: number): void;
  close(): Promise<void>;
}

/** Starts one on a free port, or on `port`. With `frameEveryMs` it sends deltas on its own. */
export async function createTinyServer(
  options: { port?: number; pingInterval?: number; frameEveryMs?: number } = {},
): Promise<TinyServer> {
  const http = createServer((request, response) => {
    if (request.url?.startsWith("/map/test/chunks/")) response.end(encodeMapChunk(OPEN_CHUNK));
    else if (request.url === CONTENT_URL) response.end(JSON.stringify({ map: MAP, lootKinds: [] }));
    else response.writeHead(404).end();
  });
  const io = new Server(http, {
    parser: makeBareBinaryParser(stockParser as unknown as Parameters<typeof makeBareBinaryParser>[0]),
    transports: ["websocket"],
    serveClient: false,
    pingInterval: options.pingInterval ?? 25_000,
  });
  const writer = new FrameWriter();
  const sockets = new Set<Socket>();
  const hellos: Hello[] = [];
  const messages: ClientMessage[] = [];
  const refusals: Refusal[] = [];
  const requests: HuntRequest[] = [];
  const startMs = performance.now();
  let tick = 100;
  let players = 0;

  const keyframe = () => {
    writer.begin(
      WireKind.keyframe,
      ROOM,
      tick as Tick,
      Math.floor(performance.now() - startMs) as WorldTimeMs,
      0,
      0,
    );
    for (let mover = 1; mover <= Math.min(players, 255); mover++)
      writer.state(mover as MoverId, 0, 6000, 6000, 0);
    writer.loot(1, 24 * 48 + 20);
    return writer.bytes.slice(0, writer.end());
  };

  io.use((socket, next) => {
    hellos.push(socket.handshake.auth as Hello);
    const refusal = refusals.shift();
    if (refusal === undefined) next();
    else next(Object.assign(new Error(refusal.text), { data: refusal }));
  });
  io.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("disconnect", () => sockets.delete(socket));
    const mover = ++players as MoverId;
    const hello = socket.handshake.auth as Hello;
    const welcome: Welcome = {
      playerId: `player-${mover}` as PlayerId,
      token: hello.token ?? `token-${mover}`,
      name: hello.name ?? "",
      mover,
      room: ROOM,
      tick: tick as Tick,
      timeMs: 0 as WorldTimeMs,
      contentUrl: CONTENT_URL,
      standing: { score: 0, rank: 1, of: 1 },
      returning: hello.token !== undefined,
    };
    socket.emit("welcome", welcome);
    const self = { motion: 0, mover, tick: tick as Tick, ack: 7 as InputSeq, room: ROOM, x: 6000, y: 6000 };
    socket.emit(BINARY_EVENT, encodeSelf(self));
    socket.emit(BINARY_EVENT, keyframe());
    socket.on("hunting", (request: HuntRequest) => requests.push(request));
    socket.on(BINARY_EVENT, (bytes: Uint8Array) => {
      const message = decodeClientMessage(bytes);
      messages.push(message);
      if (message.kind === "resync") socket.emit(BINARY_EVENT, keyframe());
    });
  });

  const delta = (sinceTicks: number) => {
    tick += sinceTicks;
    const timeMs = Math.floor(performance.now() - startMs) as WorldTimeMs;
    writer.begin(WireKind.delta, ROOM, tick as Tick, timeMs, sinceTicks, 0);
    for (let mover = 1; mover <= Math.min(players, 20); mover++)
      writer.motionChange(mover as MoverId, 3, 0, 0);
    const bytes = writer.bytes.slice(0, writer.end());
    for (const socket of sockets) socket.emit(BINARY_EVENT, bytes);
  };
  const timer =
    options.frameEveryMs === undefined ? undefined : setInterval(() => delta(2), options.frameEveryMs);

  await new Promise<void>((resolve) => http.listen(options.port ?? 0, "127.0.0.1", resolve));
  const { port } = http.address() as AddressInfo;
  return {
    target: { host: "127.0.0.1", port },
    url: `http://127.0.0.1:${port}/`,
    hellos,
    messages,
    sockets,
    refusals,
    requests,
    tell: (event: string, payload: unknown) => {
      for (const socket of sockets) socket.emit(event, payload);
    },
    delta,
    close: async () => {
      clearInterval(timer);
      await io.close();
    },
  };
}
