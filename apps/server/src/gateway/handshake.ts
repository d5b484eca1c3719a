// Reads the hello of a new Socket.IO connection and admits it as a player, or refuses it with a reason. Does not ask the
// world: the gateway does once the socket is connected.
import { makeRefusal, type Refusal, type RefusalCode } from "@doubloon/shared/protocol/refusals";
import { isLoopback } from "../lib/clientAddress.ts";
import type { ErrorBoundary } from "../lib/errorBoundary.ts";
import { newPlayerId } from "../tokens/playerId.ts";
import type { SessionTokens } from "../tokens/sessionToken.ts";
import { checkHello } from "./hello.ts";
import type { GameSocket } from "./session.ts";
import type { Connection } from "./transport/connection.ts";

/** Minimum retry delay after a refusal, in ms; up to as much again is added at random. */
const RETRY_MS = 5_000;
/** The same for a player whom a draining gateway sends to another one. */
const MOVE_RETRY_MS = 500;

/** Shown on loopback, where a load test meets the limits by address first. */
const LOAD_TEST_HINT = " For load tests from this machine start the server with --exempt-loopback.";

export interface HandshakeOptions {
  readonly tokens: SessionTokens;
  /** Undefined once the connection has closed. */
  readonly connectionOf: (socket: GameSocket) => Connection | undefined;
  /** Why this connection may not join now; undefined if it may. */
  readonly rejection: (connection: Connection) => RefusalCode | undefined;
  /** Admits the connection of a player with a token or of a newcomer; otherwise returns why not, or a retry delay in ms. */
  readonly admit: (connection: Connection, newcomer: boolean) => RefusalCode | number | undefined;
  readonly refused: (code: RefusalCode) => void;
  readonly boundary: ErrorBoundary;
  /** A number from 0 to 1, to spread retries. */
  readonly random: () => number;
}

/** Makes the Socket.IO middleware of the players' namespace. */
export function makeHandshake(options: HandshakeOptions) {
  const { tokens, connectionOf, boundary, random } = options;

  /** Sets the player's identity and name on the socket, or returns why not. */
  function admit(socket: GameSocket, connection: Connection): RefusalCode | Refusal | undefined {
    // Socket.IO does not refuse a second CONNECT in the same turn of the event loop.
    if (connection.helloReceived) return "alreadyGreeted";
    connection.helloReceived = true;
    const rejection = options.rejection(connection);
    if (rejection !== undefined) return rejection;
    const checked = checkHello(socket.handshake.auth);
    if (!checked.ok) return checked.code;
    const { token, name, bot } = checked.hello;
    const refused = options.admit(connection, token === undefined);
    if (typeof refused === "number") return makeRefusal("serverFull", refused);
    if (refused !== undefined) return refused;
    const playerId = token === undefined ? newPlayerId() : tokens.read(token);
    if (playerId === undefined) return "tokenInvalid";
    socket.data.playerId = playerId;
    socket.data.name = name;
    socket.data.bot = bot;
    socket.data.token = token === undefined ? tokens.issue(playerId) : tokens.renew(token, playerId);
    return undefined;
  }

  function refuse(connection: Connection, why: RefusalCode | Refusal): Error {
    const refusal = withHint(typeof why === "string" ? withRetry(why) : why, connection);
    connection.phase = "refused";
    options.refused(refusal.code);
    // Socket.IO sends the error on the next tick, so the connection is closed after that.
    setImmediate(() =>
      boundary.run(
        "handshake",
        () => connection.close(),
        () => connection.lane.destroy(),
      ),
    );
    return Object.assign(new Error(refusal.text), { data: refusal });
  }

  function withRetry(code: RefusalCode): Refusal {
    if (code === "moving") return makeRefusal(code, Math.round(MOVE_RETRY_MS * (1 + random())));
    const canRetry = code === "serverFull" || code === "tooManyConnections" || code === "shuttingDown";
    return makeRefusal(code, canRetry ? Math.round(RETRY_MS * (1 + random())) : undefined);
  }

  function withHint(refusal: Refusal, { origin }: Connection): Refusal {
    const hint = refusal.code === "tooManyConnections" && isLoopback(origin.address);
    return hint ? { ...refusal, text: refusal.text + LOAD_TEST_HINT } : refusal;
  }

  return (socket: GameSocket, next: (error?: Error) => void): void => {
    const connection = connectionOf(socket);
    // Socket.IO runs middleware in a later turn than the hello came in, so the connection may have closed.
    if (connection === undefined || !connection.isOpen) {
      next(new Error("the connection has closed"));
      return;
    }
    const why = admit(socket, connection);
    next(why === undefined ? undefined : refuse(connection, why));
  };
}
