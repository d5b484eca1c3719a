// Every message there is, one row each. Numbers are for ever: a new message takes a new number.
// Binary messages carry their number as first byte and travel as one bare WebSocket message; the others are Socket.IO
// events of the row's name.

export const messages = {
  // server to client, binary
  delta: { number: 1, from: "server", carrier: "binary", what: "a room's changes since its previous frame" },
  keyframe: { number: 2, from: "server", carrier: "binary", what: "everything in view of a room" },
  self: { number: 3, from: "server", carrier: "binary", what: "the player's own state" },
  // client to server, binary
  input: { number: 16, from: "client", carrier: "binary", what: "where the player wants to go" },
  ack: { number: 17, from: "client", carrier: "binary", what: "the newest frame seen" },
  resync: { number: 18, from: "client", carrier: "binary", what: "frames have a gap: send a keyframe" },
  // server to client, events
  welcome: { number: 32, from: "server", carrier: "event", what: "the session, once after connecting" },
  award: { number: 33, from: "server", carrier: "event", what: "loot that is the player's, durably" },
  standing: { number: 34, from: "server", carrier: "event", what: "the player's score and rank" },
  board: { number: 35, from: "server", carrier: "event", what: "the top ten and who is online, to everyone" },
  notice: { number: 36, from: "server", carrier: "event", what: "a line for the player to read" },
  farewell: {
    number: 37,
    from: "server",
    carrier: "event",
    what: "why the server closes, just before it does",
  },
  // client to server, events
  who: { number: 48, from: "client", carrier: "event", what: "asks for the names of movers in view" },
  probe: {
    number: 49,
    from: "client",
    carrier: "event",
    what: "asks for an answer, to measure the round trip",
  },
} as const;

export type MessageName = keyof typeof messages;

/** The Socket.IO event as which the parser hands over a bare binary message. */
export const BINARY_EVENT = "b";

/** Clients of another version are told to reload. Raise it with every change of layout or meaning. */
export const PROTOCOL_VERSION = 2;
