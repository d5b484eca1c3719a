// For tests: a gateway on a free port with the inline link, a scripted world, and clients.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { MoverId, PlayerId, RoomId, Tick, WorldTimeMs } from "@doubloon/shared/ids";
import type {
  ClientToServerEvents,
  Hello,
  ServerToClientEvents,
  Welcome,
} from "@doubloon/shared/protocol/events";
import type { HuntRequest } from "@doubloon/shared/protocol/huntEvents";
import { BINARY_EVENT, PROTOCOL_VERSION } from "@doubloon/shared/protocol/messages";
import { makeBareBinaryParser, type StockParser } from "@doubloon/shared/protocol/parser";
import type { Refusal, RefusalCode } from "@doubloon/shared/protocol/refusals";
import type { SelfState } from "@doubloon/shared/wire/self";
import { io, type Socket } from "socket.io-client";
import * as stockParser from "socket.io-parser";
import { trustProxies } from "../../lib/clientAddress.ts";
import { ErrorBoundary } from "../../lib/errorBoundary.ts";
import { type FeedId, feedIdOf } from "../../link/feedId.ts";
import type {
  GatewayHealth,
  GatewayPort,
  SessionKey,
  UndeliveredMessage,
  WorldPort,
} from "../../link/port.ts";
import { createInlineLink } from "../../link/transports/inlineLink.ts";
import { makeSessionTokens } from "../../tokens/sessionToken.ts";
import { NO_TOKEN_STATE, newTokenKey, TokenKeys } from "../../tokens/tokenKeys.ts";
import { AddressRules } from "../admission/addressRules.ts";
import { createGateway, type Gateway, type GatewayOptions } from "../gateway.ts";
import { DEFAULT_LIMITS, type GatewayLimits } from "../gatewayLimits.ts";
import type { DropReason, GatewayObserver } from "../gatewayObserver.ts";

const CONTENT_URL = "/content/fixture.json";
export const MAP = { version: "v", widthTiles: 64, heightTiles: 48, url: "/map/v/map.json" };
/** Where all players spawn. */
export const START_ROOM = 5 as RoomId;
export const START_FEED = feedIdOf(START_ROOM, 0);

export type TestClient = Socket<ServerToClientEvents, ClientToServerEvents>;

/** Counts the gateway's reports. */
export class CountingObserver implements GatewayObserver {
  readonly refusals = new Map<RefusalCode, number>();
  readonly drops = new Map<DropReason, number>();
  joins = 0;
  frames = 0;
  frameBytes = 0;
  keyframes = 0;
  resyncs = 0;
  inputs = 0;
  readonly rttsMs: number[] = [];
  missed = 0;
  joined(): void {
    this.joins++;
  }
  framesSent(connections: number, bytes: number): void {
    this.frames += connections;
    this.frameBytes += bytes;
  }
  keyframesSent(connections: number): void {
    this.keyframes += connections;
  }
  frameDropped(reason: DropReason): void {
    this.drops.set(reason, (this.drops.get(reason) ?? 0) + 1);
  }
  resync(): void {
    this.resyncs++;
  }
  input(): void {
    this.inputs++;
  }
  refused(code: RefusalCode): void {
    this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1);
  }
  heartbeat(rttMs: number): void {
    this.rttsMs.push(rttMs);
  }
  missedHeartbeat(): void {
    this.missed++;
  }
}

/** A world that admits every player at once and records all calls. */
export class ScriptedWorld implements WorldPort {
  readonly inputs: (readonly [
    mover: number,
    seq: number,
    intent: number,
    heading: number,
    x: number,
    y: number,
  ])[] = [];
  readonly left: MoverId[] = [];
  /** Sessions in the order of their calls to `enter`. */
  readonly sessions: SessionKey[] = [];
  /** The session of each input and of each leave. */
  readonly inputSessions: SessionKey[] = [];
  readonly leftSessions: SessionKey[] = [];
  readonly requests: (readonly [mover: number, request: HuntRequest])[] = [];
  readonly wanted: FeedId[] = [];
  readonly entered: { readonly playerId: PlayerId; readonly name: string | undefined }[] = [];
  /** Whether each that entered is an automatic player. */
  readonly bots: boolean[] = [];
  readonly healths: GatewayHealth[] = [];
  /** Messages that came for players on the way to another gateway. */
  readonly returned: [PlayerId, ...UndeliveredMessage][] = [];
  /** The answer to `enter`: a refusal, none ("wait"), or admission (undefined). */
  answer: RefusalCode | "wait" | undefined;
  readonly #gateway: GatewayPort;
  readonly #previous = new Map<PlayerId, SessionKey>();
  #nextMover = 1;

  constructor(gateway: GatewayPort) {
    this.#gateway = gateway;
  }

  enter(
    _gateway: string,
    session: SessionKey,
    playerId: PlayerId,
    name: string | undefined,
    bot = false,
  ): void {
    this.entered.push({ playerId, name });
    this.bots.push(bot);
    this.sessions.push(session);
    if (this.answer === "wait") return;
    if (this.answer !== undefined) {
      this.#gateway.refused(session, this.answer);
      return;
    }
    const previous = this.#previous.get(playerId);
    if (previous !== undefined) this.#gateway.takenOver(previous);
    const mover = this.#nextMover++ as MoverId;
    this.#previous.set(playerId, session);
    const tick = 100 as Tick;
    const self = { mover, tick, room: START_ROOM, motion: 0, ack: 0, x: 0, y: 0 } as SelfState;
    this.#gateway.named(mover, name ?? "Returning");
    this.#gateway.entered({
      session,
      playerId,
      mover,
      feed: START_FEED,
      name: name ?? "Returning",
      returning: previous !== undefined,
      tick,
      timeMs: 5_000 as WorldTimeMs,
      standing: { score: 0, rank: 1, of: 1 },
      self,
    });
  }
  leave(_gateway: string, session: SessionKey, mover: MoverId): void {
    this.left.push(mover);
    this.leftSessions.push(session);
    this.#gateway.unnamed(mover);
  }
  input(
    _gateway: string,
    session: SessionKey,
    mover: MoverId,
    seq: number,
    intent: number,
    heading: number,
    x: number,
    y: number,
  ): void {
    this.inputSessions.push(session);
    this.inputs.push([mover, seq, intent, heading, x, y]);
  }
  hunting(_gateway: string, _session: SessionKey, mover: MoverId, request: HuntRequest): void {
    this.requests.push([mover, request]);
  }
  undelivered(_gateway: string, playerId: PlayerId, ...message: UndeliveredMessage): void {
    this.returned.push([playerId, ...message]);
  }
  wantKeyframe(_gateway: string, feed: FeedId): void {
    this.wanted.push(feed);
  }
  health(_gateway: string, health: GatewayHealth): void {
    this.healths.push(health);
  }
}

export interface GatewayFixture extends AsyncDisposable {
  readonly gateway: Gateway;
  readonly world: ScriptedWorld;
  /** The world's side of the link. */
  readonly toGateway: GatewayPort;
  readonly observer: CountingObserver;
  readonly clock: { ms: number };
  /** Empty as long as there was no unexpected error. */
  readonly boundary: ErrorBoundary;
  readonly port: number;
  /** The world goes away, or comes back without knowing any session. */
  worldState(up: boolean): void;
  /** Makes a client that is not connected yet. */
  client(hello?: Partial<Hello> | Record<string, unknown>): TestClient;
  /** Connects a client and waits for its welcome. */
  join(hello?: Partial<Hello>): Promise<{ readonly client: TestClient; readonly welcome: Welcome }>;
}

export async function startGateway(
  limits: Partial<GatewayLimits> = {},
  more: Partial<Pick<GatewayOptions, "after" | "addresses" | "newcomers">> = {},
): Promise<GatewayFixture> {
  const httpServer = createServer((_request, response) => response.end());
  const link = createInlineLink();
  const observer = new CountingObserver();
  const clock = { ms: 0, nowMs: () => clock.ms };
  const boundary = new ErrorBoundary({ log: () => {}, clock });
  const toGateway = link.world.gateway(link.gateway.id);
  const world = new ScriptedWorld(toGateway);
  link.world.serve(world);
  const stateListeners: ((up: boolean) => void)[] = [];
  const gateway = createGateway({
    httpServer,
    link: { ...link.gateway, onWorldState: (listener) => void stateListeners.push(listener) },
    map: MAP,
    contentUrl: CONTENT_URL,
    tokens: makeSessionTokens(new TokenKeys({ ...NO_TOKEN_STATE, keys: [newTokenKey(0)] }), Date.now),
    limits: { ...DEFAULT_LIMITS, ...limits },
    observer,
    clock,
    boundary,
    addresses: new AddressRules({ trustsProxy: trustProxies([]), exemptLoopback: false, ownPlayers: 0 }),
    ...more,
    random: () => 0.5,
  });
  await new Promise<void>((resolve) => httpServer.listen(0, "127.0.0.1", resolve));
  const { port } = httpServer.address() as AddressInfo;
  const clients: TestClient[] = [];

  const client: GatewayFixture["client"] = (hello) => {
    const made: TestClient = io(`http://127.0.0.1:${port}`, {
      parser: makeBareBinaryParser(stockParser as unknown as StockParser),
      transports: ["websocket"],
      forceNew: true,
      reconnection: false,
      autoConnect: false,
      auth: { version: PROTOCOL_VERSION, name: "Anne", ...hello },
    });
    clients.push(made);
    return made;
  };
  return {
    gateway,
    world,
    toGateway,
    observer,
    clock,
    boundary,
    port,
    worldState(up) {
      for (const listener of stateListeners) listener(up);
    },
    client,
    async join(hello) {
      const made = client(hello);
      const welcome = once(made, "welcome");
      made.connect();
      return { client: made, welcome: await welcome };
    },
    async [Symbol.asyncDispose]() {
      for (const made of clients) made.disconnect();
      await gateway.close("shuttingDown");
    },
  };
}

/** Resolves to the first argument of the next event of that name. */
export function once<Event extends keyof ServerToClientEvents>(
  client: TestClient,
  event: Event,
): Promise<Parameters<ServerToClientEvents[Event]>[0]> {
  return new Promise((resolve) => {
    const untyped = client as unknown as { once(event: string, listener: (value: never) => void): void };
    untyped.once(event, resolve);
  });
}

/** Connects the client and resolves to the refusal of its hello. */
export function refusalOf(client: TestClient): Promise<Refusal> {
  return new Promise((resolve, reject) => {
    client.on("connect", () => reject(new Error("connected, expected a refusal")));
    client.on("connect_error", (error) => resolve((error as Error & { data: Refusal }).data));
    client.connect();
  });
}

/** Resolves to the next `count` binary messages. */
export function binaryMessages(client: TestClient, count: number): Promise<Uint8Array[]> {
  return new Promise((resolve) => {
    const messages: Uint8Array[] = [];
    const take = (bytes: Uint8Array): void => {
      messages.push(new Uint8Array(bytes));
      if (messages.length < count) return;
      client.off(BINARY_EVENT, take);
      resolve(messages);
    };
    client.on(BINARY_EVENT, take);
  });
}

/** Waits for a number of turns of the event loop. */
export async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
}

/** Waits until `state` returns a value other than undefined and false, checking once per turn of the event loop. */
export async function until<T>(state: () => T | undefined | false): Promise<T> {
  for (;;) {
    const value = state();
    if (value !== undefined && value !== false) return value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
