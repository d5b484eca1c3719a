// Opens a session for each socket that the handshake let in, and hears what its player sends, from Socket.IO and from the
// frame lane. It decides nothing: messages are taken elsewhere, and sessions are ended elsewhere.
import type { MonotonicClock } from "../lib/clock.ts";
import type { ErrorBoundary } from "../lib/errorBoundary.ts";
import { TokenBucket } from "../lib/tokenBucket.ts";
import type { ClientMessages } from "./clientMessages.ts";
import type { GatewayLimits } from "./gatewayLimits.ts";
import { type GameServer, type GameSocket, Session } from "./session.ts";
import type { SessionEnd } from "./sessionEnd.ts";
import type { Sessions } from "./sessions.ts";
import type { Connection } from "./transport/connection.ts";
import { releaseRequest } from "./transport/releasedRequest.ts";

export interface SocketEventsOptions {
  readonly io: GameServer;
  readonly connectionOf: (socket: GameSocket) => Connection | undefined;
  readonly sessions: Sessions;
  readonly messages: ClientMessages;
  readonly ending: Pick<SessionEnd, "release" | "fail" | "refuse">;
  readonly limits: Pick<GatewayLimits, "messagesPerSecond" | "messageBurst">;
  readonly clock: MonotonicClock;
  readonly boundary: ErrorBoundary;
  /** Asks the world to let a session's player in. */
  readonly enter: (session: Session) => void;
}

export interface SocketEvents {
  /** The session of a connection; undefined before its socket is connected. */
  sessionOf(connection: Connection): Session | undefined;
  /** From now on the player's binary messages bypass Socket.IO, see FrameLane. */
  takeInputs(session: Session): void;
}

/** Starts hearing the sockets of `io`. */
export function hearSockets(options: SocketEventsOptions): SocketEvents {
  const { io, connectionOf, sessions, messages, limits, clock, boundary, enter } = options;
  const { release, fail, refuse } = options.ending;
  const sessionOf = new WeakMap<Connection, Session>();

  // Each listener is one function for all sockets, called with the socket as `this`. `onAny` sees every event, so that
  // unknown ones are refused too.
  function onEvent(this: GameSocket, event: unknown, ...args: unknown[]): void {
    const { session } = this.data;
    try {
      const refused = messages.take(session, event, args);
      if (refused !== undefined) refuse(session, refused);
    } catch (error) {
      fail("event", error, session);
    }
  }
  const onDisconnect = boundary.listener(
    "disconnect",
    function (this: GameSocket) {
      release(this.data.session);
    },
    () => {},
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
    socket.on("disconnect", onDisconnect);
    sessionOf.set(connection, session);
    sessions.enter(session);
    releaseRequest(socket);
    socket.onAny(onEvent);
    enter(session);
  }
  io.on(
    "connection",
    boundary.listener("join", onConnection, (socket) => socket.disconnect(true)),
  );

  return {
    sessionOf: (connection) => sessionOf.get(connection),
    takeInputs(session) {
      const { connection } = session;
      session.lane.onBinary = (bytes) => {
        try {
          if (!connection.count()) return;
          const refused = messages.takeBinary(session, bytes);
          if (refused !== undefined) refuse(session, refused);
        } catch (error) {
          fail("binary", error, session);
        }
      };
    },
  };
}
