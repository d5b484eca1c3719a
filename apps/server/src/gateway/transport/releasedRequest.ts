// Releases the HTTP request that a player's connection began with, and the response of its upgrade. Nothing reads them
// once the player is in, and for thousands of players they are a tenth of the gateway's memory. See docs/memory.md,
// and internals.md for what it relies on.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { GameSocket } from "../session.ts";

/** The fields that Socket.IO reads if the connection later joins another namespace. It holds no cookie. */
const EMPTY_REQUEST = Object.freeze({
  headers: Object.freeze({}),
  url: "",
  connection: Object.freeze({}),
  _query: Object.freeze({}),
});
const EMPTY_HANDSHAKE = Object.freeze({
  headers: EMPTY_REQUEST.headers,
  query: EMPTY_REQUEST._query,
  auth: Object.freeze({}),
});

/** Drops the request of a socket whose handshake is complete. */
export function releaseRequest(socket: GameSocket): void {
  Object.assign(socket.conn, { request: EMPTY_REQUEST });
  Object.assign(socket.handshake, EMPTY_HANDSHAKE);
}

/** Engine.IO middleware. The upgrade's response is kept as long as the connection and would keep the request alive. */
export function releaseUpgradeRequest(
  _request: IncomingMessage,
  response: ServerResponse,
  next: () => void,
): void {
  Object.assign(response, { req: undefined });
  next();
}
