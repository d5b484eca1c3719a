// The edge: terminates Socket.IO, lets players in, passes their inputs to the world and the world's answers to them.
// Knows nothing of the game, and nothing of the world but the link.
import type { Server as HttpServer } from "node:http";
import type { MoverId } from "@doubloon/shared/ids";
import type { AdminConnection } from "@doubloon/shared/protocol/admin";
import type { MapInfo, Notice } from "@doubloon/shared/protocol/events";
import { makeRefusal, type RefusalCode, refusals } from "@doubloon/shared/protocol/refusals";
import type { ErrorBoundary } from "../lib/errorBoundary.ts";
import type { MonotonicClock } from "../lib/monotonicClock.ts";
import { TokenBucket } from "../lib/tokenBucket.ts";
import type { GatewayHealth, GatewayLink } from "../link/port.ts";
import type { SessionTokens } from "../tokens/sessionToken.ts";
import type { AddressRules } from "./admission/addressRules.ts";
import { JoinQueue } from "./admission/joinQueue.ts";
import { makeClientMessages } from "./clientMessages.ts";
import { FeedRooms } from "./delivery/feedRooms.ts";
import { FeedSubscribers } from "./delivery/feedSubscribers.ts";
import { type GatewayOrders, makeGatewayOrders } from "./delivery/orders.ts";
import { PacedNotices } from "./delivery/pacedNotices.ts";
import { makeWorldMessages } from "./delivery/worldMessages.ts";
import type { GatewayLimits } from "./gatewayLimits.ts";
import type { GatewayObserver } from "./gatewayObserver.ts";
import { makeHandshake } from "./handshake.ts";
import { type GameServer, type GameSocket, Session } from "./session.ts";
import { Sessions } from "./sessions.ts";
import type { Connection } from "./transport/connection.ts";
import { releaseRequest } from "./transport/releasedRequest.ts";
import { makeSocketServer, type SocketAdapter } from "./transport/socketServer.ts";
import { worstOf } from "./worstConnections.ts";

/** At most one line about refused messages to a player in this time, in ms. */
const TELL_EVERY_MS = 1_000;
/** Those who are sent away for a restart come back after this, and up to as much again, in ms. */
const COME_BACK_MS = 500;
/** What somebody whose messages are no longer read has to read the farewell, in ms. */
const FAREWELL_MS = 200;
/** How long a closing gateway waits for its players to hang up, in ms. */
const CLOSE_WAIT_MS = 500;
const ISLAND_AWAY: Notice = { kind: "warning", text: "The island cannot be reached just now. Hold on." };

export interface GatewayOptions {
  readonly httpServer: HttpServer;
  /** Reaches the sockets of other gateways; frames and the world's messages never go through it. */
  readonly adapter?: SocketAdapter | undefined;
  readonly link: GatewayLink;
  readonly map: Pick<MapInfo, "widthTiles" | "heightTiles">;
  /** Where clients fetch what is the same for all, see GameContent. */
  readonly contentUrl: string;
  readonly passes: SessionTokens;
  readonly limits: GatewayLimits;
  readonly observer: GatewayObserver;
  readonly clock: MonotonicClock;
  /** Which connections are limited by address, and what they count for. */
  readonly addresses: AddressRules;
  /** Counts what goes wrong with one connection, which is then ended. */
  readonly boundary: ErrorBoundary;
  /** Runs an action after so many ms. */
  readonly after?: (ms: number, action: () => void) => void;
  /** A number from 0 to 1, for spreading those who come again. */
  readonly random: () => number;
}

export interface Gateway {
  readonly io: GameServer;
  /** Connections of any kind, and those of them that play. */
  readonly connections: number;
  readonly players: number;
  /** Those whom the world has not answered yet. */
  readonly entering: number;
  /** The worst connections, the worst first, at most `limit`. */
  worst(limit: number): AdminConnection[];
  /** Of game masters, carried out at every gateway. */
  readonly orders: GatewayOrders;
  /** To be called once a second; the governor listens. */
  reportHealth(health: Omit<GatewayHealth, "connections">): void;
  /** Says farewell to everybody, ends every connection and takes no more. Closes the HTTP server too. */
  close(reason: RefusalCode): Promise<void>;
}

export function createGateway(options: GatewayOptions): Gateway {
  const { link, limits, observer, clock, boundary, random, map, contentUrl, after = unrefTimer } = options;
  const sessions = new Sessions();
  const sessionOf = new WeakMap<Connection, Session>();
  const names = new Map<MoverId, string>();
  const admission = new JoinQueue(limits, random, clock.nowMs());
  let closing: RefusalCode | undefined;

  const edge = makeSocketServer({
    httpServer: options.httpServer,
    adapter: options.adapter,
    limits,
    observer,
    clock,
    addresses: options.addresses,
    boundary,
    onBreach,
  });
  const { io, connections, connectionOf } = edge;
  const lanes = new FeedSubscribers({
    maxBehindTicks: limits.maxBehindTicks,
    observer,
    wantKeyframe: (feed) => link.world.wantKeyframe(link.id, feed),
  });
  // Socket.IO runs it in an async function of its own, where an error would be an unhandled rejection.
  const greet = makeHandshake({
    passes: options.passes,
    connectionOf,
    rejection: (connection) => closing ?? connections.rejection(connection),
    admit: (connection) =>
      connections.mayJoin(connection) ? admission.admit(clock.nowMs()) : "tooManyConnections",
    refused: (code) => observer.refused(code),
    random,
  });
  io.use(boundary.listener("handshake", greet, (_socket, next) => next(new Error("the greeting failed"))));
  const { widthTiles, heightTiles } = map;
  const { world, id: gatewayId } = link;
  const messages = makeClientMessages({
    world,
    gatewayId,
    widthTiles,
    heightTiles,
    clock,
    observer,
    names,
  });

  // One function for all sockets each, called on the socket it is about. `onAny` sees every event, so that an unknown one
  // is refused like any other.
  function onEvent(this: GameSocket, event: unknown, ...args: unknown[]): void {
    try {
      const { session } = this.data;
      object(session, messages.take(session, event, args));
    } catch (error) {
      giveUp("event", error, this);
    }
  }
  const onDisconnect = boundary.listener(
    "disconnect",
    function (this: GameSocket) {
      release(this.data.session);
    },
    () => {},
  );
  function giveUp(kind: string, error: unknown, socket: GameSocket): void {
    boundary.failed(kind, error);
    boundary.run(kind, () => socket.disconnect(true));
  }

  io.on(
    "connection",
    boundary.listener("join", onConnection, (socket) => socket.disconnect(true)),
  );
  function onConnection(socket: GameSocket): void {
    const connection = connectionOf(socket);
    if (connection === undefined) {
      socket.disconnect(true);
      return;
    }
    const bucket = new TokenBucket(limits.messagesPerSecond, limits.messageBurst, clock.nowMs());
    const session = new Session(sessions.nextKey(), socket, connection, bucket);
    socket.data.session = session;
    sessionOf.set(connection, session);
    sessions.enter(session);
    releaseRequest(socket);
    socket.onAny(onEvent);
    socket.on("disconnect", onDisconnect);
    world.enter(gatewayId, session.key, socket.data.playerId, socket.data.name);
  }

  const rooms = new FeedRooms(io.of("/").adapter);
  link.serve(
    makeWorldMessages({ link, sessions, lanes, rooms, names, contentUrl, entered: takeInputs, end }),
  );
  const orders = makeGatewayOrders({
    io,
    others: options.adapter !== undefined,
    sessions,
    paced: new PacedNotices(),
    endKicked: (session) => end(session, "kicked"),
  });
  link.onWorldState((up) => {
    if (up) returnToWorld();
    else io.local.emit("notice", ISLAND_AWAY);
  });

  /** The world is back and knows nobody here: those who play come in anew, in their turn; those who wait are asked for. */
  function returnToWorld(): void {
    const playing = [...sessions.playing];
    for (const session of playing) {
      sessions.forget(session);
      end(session, "shuttingDown", admission.spread(playing.length));
    }
    for (const session of sessions.entering) {
      const { playerId, name } = session.socket.data;
      world.enter(gatewayId, session.key, playerId, name);
    }
  }

  /** The session is over: its body leaves the world, if it has one. */
  function release(session: Session): void {
    lanes.leave(session);
    if (sessions.end(session)) world.leave(gatewayId, session.key, session.mover);
  }

  /** From now on the player's binary messages come past Socket.IO, see FrameLane. */
  function takeInputs(session: Session): void {
    const { connection } = session;
    session.lane.onBinary = (bytes) => {
      try {
        if (connection.count()) object(session, messages.takeBinary(session, bytes));
      } catch (error) {
        giveUp("binary", error, session.socket);
      }
    };
  }

  /** Does what follows from a message, if it is refused. */
  function object(session: Session, code: RefusalCode | undefined): void {
    if (code !== undefined) (refusals[code].closes ? end : refuse)(session, code);
  }

  /** Refuses one message and tells the player so, if that has not just been done. */
  function refuse(session: Session, code: RefusalCode): void {
    observer.refused(code);
    const nowMs = clock.nowMs();
    if (nowMs - session.toldAtMs < TELL_EVERY_MS) return;
    session.toldAtMs = nowMs;
    session.socket.emit("notice", { kind: "warning", text: refusals[code].text });
  }

  /** Ends a session with a reason, and tells when to come back if that is worth it. */
  function end(session: Session, code: RefusalCode, comeBackMs = COME_BACK_MS * (1 + random())): void {
    observer.refused(code);
    release(session);
    const comeBack = code === "shuttingDown" || code === "serverFull";
    const retryAfterMs = comeBack ? Math.round(comeBackMs) : undefined;
    session.socket.emit("farewell", makeRefusal(code, retryAfterMs));
    session.socket.disconnect(true);
  }

  function onBreach(connection: Connection, code: RefusalCode): void {
    const session = sessionOf.get(connection);
    if (session === undefined) {
      observer.refused(code);
      connection.phase = "refused";
    } else if (session.state !== "over") end(session, code);
    // Who does not read would never see a closing handshake.
    if (session === undefined || code === "unresponsive") connection.lane.destroy();
    else after(FAREWELL_MS, () => connection.lane.destroy());
  }

  return {
    io,
    get connections() {
      return connections.count;
    },
    get players() {
      return sessions.playingCount;
    },
    get entering() {
      return sessions.enteringCount;
    },
    worst: (limit) => worstOf(sessions.playing, limit),
    orders,
    reportHealth: (health) => world.health(gatewayId, { connections: connections.count, ...health }),
    async close(reason) {
      closing = reason;
      for (const session of [...sessions]) end(session, reason);
      const closed = io.close();
      const timer = setTimeout(() => edge.destroyAll(), CLOSE_WAIT_MS);
      await closed;
      clearTimeout(timer);
    },
  };
}

function unrefTimer(ms: number, action: () => void): void {
  setTimeout(action, ms).unref();
}
