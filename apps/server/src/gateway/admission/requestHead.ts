// Tells a request for the game's WebSocket from any other by its first bytes. Parses nothing further.

/** Where players connect; Socket.IO's path. */
export const GAME_PATH = "/socket.io/";

const GAME_START = `GET ${GAME_PATH}`;
const HEAD_END = "\r\n\r\n";
/** Maximum length of a buffered request head; Node's own limit is the same. */
export const MAX_HEAD_BYTES = 16_384;

/** `game`: a whole head of a request for the game's WebSocket; `partial`: may still become one; `other`: cannot. */
export type HeadKind = "game" | "partial" | "other";

export function kindOfHead(head: Buffer): HeadKind {
  const start = head.toString("latin1", 0, GAME_START.length);
  if (start !== GAME_START && !GAME_START.startsWith(start)) return "other";
  return head.indexOf(HEAD_END) < 0 ? "partial" : "game";
}
