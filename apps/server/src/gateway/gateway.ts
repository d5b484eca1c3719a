// Terminates Socket.IO, admits players, and passes their inputs to the world and the world's messages to them. Knows
// nothing of the game, and of the world only the link.
import type { Server as HttpServer } from "node:http";
import type { MoverId } from "@doubloon/shared/ids";
import type { AdminConnection } from "@doubloon/shared/protocol/admin";
import type { MapInfo } from "@doubloon/shared/protocol/events";
import type { RefusalCode } from "@doubloon/shared/protocol/refusals";
import type { MonotonicClock } from "../lib/clock.ts";
import type { ErrorBoundary } from "../lib/errorBoundary.ts";
import type { GatewayHealth, GatewayLink } from "../link/port.ts";
import type { SessionTokens } from "../tokens/sessionToken.ts";
import type { AddressRules } from "./admission/addressRules.ts";
import { JoinQueue } from "./admission/joinQueue.ts";
import type { Newcomers } from "./admission/newcomers.ts";
import { makeClientMessages } from "./clientMessages.ts";
import { FairLogCopy } from "./delivery/fairLogCopy.ts";
import { FeedSubscribers } from "./delivery/feedSubscribers.ts";
import { type GatewayOrders, makeGatewayOrders } from "./delivery/orders.ts";
import { PacedNotices } from "./delivery/pacedNotices.ts";
import { makeWorldMessages } from "./delivery/worldMessages.ts";
import { PlayerMoves } from "./drain/playerMoves.ts";
import type { GatewayLimits } from "./gatewayLimits.ts";
import type { GatewayObserver } from "./gatewayObserver.ts";
import { makeHandshake } from "./handshake.ts";
import type { GameServer, Session } from "./session.ts";
import { makeSessionEnd } from "./sessionEnd.ts";
import { Sessions } from "./sessions.ts";
import { hearSockets } from "./socketEvents.ts";
import { makeReentry } from "./takeover/reentry.ts";
import type { Connection } from "./transport/connection.ts";
import { makeSocketServer, type SocketAdapter } from "./transport/socketServer.ts";
import { worstOf } from "./worstConnections.ts";

/** Time to deliver the farewell to a client whose messages are no longer read, in ms. */
const FAREWELL_MS = 200;
/** How long a closing gateway waits for clients to close their connections, in ms. */
const CLOSE_WAIT_MS = 500;

export interface GatewayOptions {
  readonly httpServer: HttpServer;
  /** Reaches the sockets of other gateways; frames and the world's messages never go through it. */
  readonly adapter?: SocketAdapter | undefined;
  readonly link: GatewayLink;
  readonly map: Pick<MapInfo, "widthTiles" | "heightTiles">;
  /** Where clients fetch the content that is the same for all, see GameContent. */
  readonly contentUrl: string;
  readonly tokens: SessionTokens;
  readonly limits: GatewayLimits;
  readonly observer: GatewayObserver;
  readonly clock: MonotonicClock;
  /** Decides which connections are limited by address, and under which group. */
  readonly addresses: AddressRules;
  /** Slows newcomers down under load, but for connections that are exempt from limits by address; undefined for no limit. */
  readonly newcomers?: Pick<Newcomers, "admit">;
  /** Counts errors that concern one connection, which is then ended. */
  readonly boundary: ErrorBoundary;
  /** Runs an action after that many ms. */
  readonly after?: (ms: number, action: () => void) => void;
  /** A number from 0 to 1, to spread reconnects. */
  readonly random: () => number;
  readonly fairLog?: FairLogCopy;
}

export interface Gateway {
  readonly io: GameServer;
  /** The hunts' public log, as far as the world has sent it. */
  readonly fairLog: FairLogCopy;
  /** All connections, and the number of playing sessions among them. */
  readonly connections: number;
  readonly players: number;
  /** Sessions that the world has not answered yet. */
  readonly entering: number;
  /** The session of the player with that name; undefined if none plays here. */
  sessionOf(name: string): Session | undefined;
  /** The worst connections, worst first, at most `limit`. */
  worst(limit: number): AdminConnection[];
  /** A game master's orders, carried out at every gateway. */
  readonly orders: GatewayOrders;
  /** Moves players to other gateways; a drain drives it. */
  readonly moves: PlayerMoves;
  /** Reports to the governor; call once a second. */
  reportHealth(health: Omit<GatewayHealth, "connections">): void;
  /** Says farewell to all players, ends all connections and accepts no more. Closes the HTTP server too. */
  close(reason: RefusalCode): Promise<void>;
}

export function createGateway(options: GatewayOptions): Gateway {
  const { link, limits, observer, clock, boundary, random, map, contentUrl, after = unrefTimer } = options;
  const { fairLog = new FairLogCopy() } = options;
  const { world, id: gatewayId } = link;
  const sessions = new Sessions();
  const names = new Map<MoverId, string>();
  const joinQueue = new JoinQueue(limits, random, clock.nowMs());
  let closing: RefusalCode | undefined;

  const socketServer = makeSocketServer({
    httpServer: options.httpServer,
    adapter: options.adapter,
    limits,
    observer,
    clock,
    addresses: options.addresses,
    boundary,
    onBreach,
  });
  const { io, connections, connectionOf } = socketServer;
  const subscribers = new FeedSubscribers({
    maxBehindTicks: limits.maxBehindTicks,
    observer,
    wantKeyframe: (feed) => world.wantKeyframe(gatewayId, feed),
  });
  const ending = makeSessionEnd({ link, sessions, subscribers, observer, clock, boundary, random });
  const { markOver, leave, end, fail } = ending;
  const moves = new PlayerMoves({
    sessions,
    markOver,
    leave,
    undelivered: (playerId, message) => world.undelivered(gatewayId, playerId, ...message),
    boundary,
    random,
    after,
  });
  // Socket.IO runs middleware inside an async function, where an error would become an unhandled rejection.
  const handshake = makeHandshake({
    tokens: options.tokens,
    connectionOf,
    rejection: (connection) => closing ?? (moves.turnsAway ? "moving" : connections.rejection(connection)),
    admit(connection, newcomer) {
      if (!connections.mayJoin(connection)) return "tooManyConnections";
      const nowMs = clock.nowMs();
      const slowed = newcomer && connection.origin.group !== undefined;
      return (slowed ? options.newcomers?.admit(nowMs) : undefined) ?? joinQueue.admit(nowMs);
    },
    refused: (code) => observer.refused(code),
    boundary,
    random,
  });
  io.use(
    boundary.listener("handshake", handshake, (_socket, next) => next(new Error("the handshake failed"))),
  );
  const { widthTiles, heightTiles } = map;
  const messages = makeClientMessages({
    world,
    gatewayId,
    widthTiles,
    heightTiles,
    clock,
    observer,
    names,
  });

  const sockets = hearSockets({
    io,
    connectionOf,
    sessions,
    messages,
    ending,
    limits,
    clock,
    boundary,
    enter: enterWorld,
  });
  const { rooms } = socketServer;
  const reentry = makeReentry({
    link,
    sessions,
    subscribers,
    rooms,
    names,
    clock,
    newToken: (playerId) => options.tokens.issue(playerId),
    enter: enterWorld,
    sendOff(session, count) {
      end(session, "shuttingDown", joinQueue.spread(count));
    },
    announce: (text) => io.local.emit("notice", { kind: "status", text }),
    fail,
    after,
  });
  link.serve(
    makeWorldMessages({
      link,
      sessions,
      subscribers,
      rooms,
      names,
      fairLog,
      contentUrl,
      observer,
      entered: sockets.takeInputs,
      enteredAgain: reentry.entered,
      moves,
      end,
      fail,
    }),
  );
  const orders = makeGatewayOrders({
    io,
    others: options.adapter !== undefined,
    sessions,
    paced: new PacedNotices({ fail: (error, session) => fail("notice", error, session) }),
    endKicked: (session) => end(session, "kicked"),
  });
  link.onWorldState((up) => {
    if (up) reentry.worldBack();
    else reentry.worldAway();
  });

  function enterWorld({ key, socket }: Session): void {
    const { playerId, name, bot } = socket.data;
    if (bot) world.enter(gatewayId, key, playerId, name, true);
    else world.enter(gatewayId, key, playerId, name);
  }

  function onBreach(connection: Connection, code: RefusalCode): void {
    const session = sockets.sessionOf(connection);
    if (session === undefined) {
      observer.refused(code);
      connection.phase = "refused";
    } else if (session.state !== "over") end(session, code);
    // A peer that does not read would never complete a closing handshake.
    if (session === undefined || code === "unresponsive") connection.lane.destroy();
    else after(FAREWELL_MS, () => connection.lane.destroy());
  }

  return {
    io,
    fairLog,
    get connections() {
      return connections.count;
    },
    get players() {
      return sessions.playingCount;
    },
    get entering() {
      return sessions.enteringCount;
    },
    sessionOf: (name) => [...sessions.playing].find((session) => session.name === name),
    worst: (limit) => worstOf(sessions.playing, limit),
    orders,
    moves,
    reportHealth: (health) => world.health(gatewayId, { connections: connections.count, ...health }),
    async close(reason) {
      closing = reason;
      for (const session of [...sessions]) end(session, reason);
      const closed = io.close();
      const timer = setTimeout(() => socketServer.destroyAll(), CLOSE_WAIT_MS);
      await closed;
      clearTimeout(timer);
    },
  };
}

function unrefTimer(ms: number, action: () => void): void {
  setTimeout(action, ms).unref();
}
