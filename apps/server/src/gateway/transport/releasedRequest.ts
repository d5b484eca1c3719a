// Lets go of the request that a game's connection began with. Once its player is in nobody asks for it again, and
// thousands of them are a tenth of what the gateway holds. See docs/memory.md.
import type { GameSocket } from "../session.ts";

/** What Socket.IO looks at should the connection join another namespace: there it has brought no cookie. */
const SPENT_REQUEST = Object.freeze({
  headers: Object.freeze({}),
  url: "",
  connection: Object.freeze({}),
  _query: Object.freeze({}),
});
const SPENT_HANDSHAKE = Object.freeze({
  headers: SPENT_REQUEST.headers,
  query: SPENT_REQUEST._query,
  auth: Object.freeze({}),
});

/** Forgets the request of a socket that has been greeted. */
export function releaseRequest(socket: GameSocket): void {
  Object.assign(socket.conn, { request: SPENT_REQUEST });
  Object.assign(socket.handshake, SPENT_HANDSHAKE);
}
