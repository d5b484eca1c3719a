// The reasons for which the server closes a connection or refuses a message, one row each. The code is sent to the
// client, counted in metrics and shown in the console; the text is shown to the player.

export const refusals = {
  versionMismatch: { number: 1, closes: true, text: "This page is out of date. Please reload it." },
  helloMalformed: {
    number: 2,
    closes: true,
    text: "The greeting was invalid. Please reload the page.",
  },
  tokenInvalid: {
    number: 3,
    closes: true,
    text: "Your session token is not valid here. Please join again as a new player.",
  },
  nameEmpty: { number: 4, closes: true, text: "Please choose a name." },
  nameTooLong: { number: 5, closes: true, text: "That name is too long: at most 16 characters." },
  nameInvisible: { number: 6, closes: true, text: "That name contains invisible characters." },
  nameMarkup: { number: 7, closes: true, text: "A name may not contain < > & \" ' ` or a backslash." },
  serverFull: { number: 8, closes: true, text: "The island is full. Trying again soon." },
  tooManyConnections: { number: 9, closes: true, text: "Too many connections from your address." },
  handshakeTimeout: { number: 10, closes: true, text: "The greeting did not arrive in time." },
  takenOver: { number: 11, closes: true, text: "You are playing in another tab now." },
  oversized: { number: 12, closes: true, text: "A message was too large." },
  malformed: { number: 13, closes: true, text: "A message was malformed." },
  unknownMessage: { number: 14, closes: true, text: "A message was of an unknown type." },
  flooding: { number: 15, closes: true, text: "Too many messages." },
  unresponsive: { number: 16, closes: true, text: "The connection stopped responding." },
  shuttingDown: { number: 17, closes: true, text: "The server is restarting." },
  kicked: { number: 18, closes: true, text: "A game master has asked you to leave." },
  alreadyGreeted: {
    number: 19,
    closes: true,
    text: "This connection has already sent a greeting. Please reload the page.",
  },
  nameReserved: { number: 20, closes: true, text: "That name is reserved for game masters." },
  nameMixedScript: {
    number: 21,
    closes: true,
    text: "That name mixes letters of different scripts that look alike. Please use one script.",
  },
  moving: { number: 22, closes: true, text: "Moving you to another server…" },
  // These refuse one message and keep the connection open.
  tooEarly: { number: 32, closes: false, text: "The message arrived before the welcome." },
  rateLimited: { number: 33, closes: false, text: "Slow down a little." },
  outOfOrder: { number: 34, closes: false, text: "That input is older than one already answered." },
  targetOutsideMap: { number: 35, closes: false, text: "That position is outside the map." },
  tooManyNames: { number: 36, closes: false, text: "Too many names were requested at once." },
} as const;

export type RefusalCode = keyof typeof refusals;

/** A refusal as it is sent, in `farewell` and in the data of a connect error. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly text: string;
  /** When to try again, in ms from now. Absent if retrying is pointless or allowed at once. */
  readonly retryAfterMs?: number;
}

/** Creates the refusal to send for a code. */
export function makeRefusal(code: RefusalCode, retryAfterMs?: number): Refusal {
  const { text } = refusals[code];
  return retryAfterMs === undefined ? { code, text } : { code, text, retryAfterMs };
}
