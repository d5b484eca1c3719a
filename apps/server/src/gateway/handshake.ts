// The door: reads the hello of a new Socket.IO connection and lets it in as a player, or refuses it with a reason.
import { makeRefusal, type Refusal, type RefusalCode } from "@doubloon/shared/protocol/refusals";
import { isLoopback } from "../lib/clientAddress.ts";
import { newPlayerId, type SessionTokens } from "../tokens/sessionToken.ts";
import { checkHello } from "./hello.ts";
import type { GameSocket } from "./session.ts";
import type { Connection } from "./transport/connection.ts";

/** When to try again after finding the door shut, in ms: this much, and up to as much again. */
const RETRY_MS = 5_000;

/** For whoever tries a load test on a server that is not told of it. */
const LOAD_TEST_HINT = " For load tests from this machine start the server with --exempt-loopback.";

export interface HandshakeOptions {
  readonly passes: SessionTokens;
  /** Undefined once the connection has closed. */
  readonly connectionOf: (socket: GameSocket) => Connection | undefined;
  /** Why nobody, or not this connection, may come in now; undefined if it may. */
  readonly rejection: (connection: Connection) => RefusalCode | undefined;
  /** Lets one more in; else why not, or when to come back, in ms. */
  readonly admit: (connection: Connection) => RefusalCode | number | undefined;
  readonly refused: (code: RefusalCode) => void;
  /** 0 to 1, for spreading those who come again. */
  readonly random: () => number;
}

/** The Socket.IO middleware of the game's namespace. */
export function makeHandshake(options: HandshakeOptions) {
  const { passes, connectionOf, random } = options;

  /** Leaves identity and name on the socket, or answers why not. */
  function greet(socket: GameSocket, connection: Connection): RefusalCode | Refusal | undefined {
    // Socket.IO takes every CONNECT of one turn for the first.
    if (connection.greeted) return "alreadyGreeted";
    connection.greeted = true;
    const objection = options.rejection(connection);
    if (objection !== undefined) return objection;
    const hello = checkHello(socket.handshake.auth);
    if (!hello.ok) return hello.code;
    const refused = options.admit(connection);
    if (typeof refused === "number") return makeRefusal("serverFull", refused);
    if (refused !== undefined) return refused;
    const { token, name } = hello.greeting;
    const playerId = token === undefined ? newPlayerId() : passes.read(token);
    if (playerId === undefined) return "tokenInvalid";
    socket.data.playerId = playerId;
    socket.data.name = name;
    socket.data.token = token === undefined ? passes.issue(playerId) : passes.renew(token, playerId);
    return undefined;
  }

  function turnAway(connection: Connection, why: RefusalCode | Refusal): Error {
    const refusal = hinted(typeof why === "string" ? withRetry(why) : why, connection);
    connection.phase = "refused";
    options.refused(refusal.code);
    // Socket.IO sends the error in the next tick; Engine.IO closes once it is sent.
    setImmediate(() => connection.engine.close());
    return Object.assign(new Error(refusal.text), { data: refusal });
  }

  function withRetry(code: RefusalCode): Refusal {
    const tryAgain = code === "serverFull" || code === "tooManyConnections" || code === "shuttingDown";
    return makeRefusal(code, tryAgain ? Math.round(RETRY_MS * (1 + random())) : undefined);
  }

  function hinted(refusal: Refusal, { origin }: Connection): Refusal {
    const hint = refusal.code === "tooManyConnections" && isLoopback(origin.address);
    return hint ? { ...refusal, text: refusal.text + LOAD_TEST_HINT } : refusal;
  }

  return (socket: GameSocket, next: (error?: Error) => void): void => {
    const connection = connectionOf(socket);
    // Socket.IO comes here in a later turn than the hello: the connection may be closed by now, and costs nothing more.
    if (connection === undefined || connection.engine.readyState !== "open") {
      next(new Error("the connection has closed"));
      return;
    }
    const why = greet(socket, connection);
    next(why === undefined ? undefined : turnAway(connection, why));
  };
}
