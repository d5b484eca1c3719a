// The table of all messages between game clients and server. Numbers are never reused: a new message takes a new
// number. A binary message starts with its number and is one bare WebSocket message; the others are Socket.IO events
// with the row's name.

export const messages = {
  // server to client, binary
  delta: { number: 1, from: "server", carrier: "binary", what: "a room's changes since its previous frame" },
  keyframe: { number: 2, from: "server", carrier: "binary", what: "everything in view of a room" },
  self: { number: 3, from: "server", carrier: "binary", what: "the player's own state" },
  reading: {
    number: 4,
    from: "server",
    carrier: "binary",
    what: "a reading of the detector, to those who share the thread",
  },
  // client to server, binary
  input: { number: 16, from: "client", carrier: "binary", what: "where the player wants to go" },
  ack: { number: 17, from: "client", carrier: "binary", what: "acknowledges the newest frame" },
  resync: {
    number: 18,
    from: "client",
    carrier: "binary",
    what: "asks for a keyframe, because frames have a gap",
  },
  // server to client, events
  welcome: {
    number: 32,
    from: "server",
    carrier: "event",
    what: "the start of a session, after connecting and after each takeover",
  },
  award: { number: 33, from: "server", carrier: "event", what: "a pick-up that is durable" },
  standing: { number: 34, from: "server", carrier: "event", what: "the player's score and rank" },
  board: {
    number: 35,
    from: "server",
    carrier: "event",
    what: "the top ten and the number of players online, to everyone",
  },
  notice: { number: 36, from: "server", carrier: "event", what: "a line for the player to read" },
  farewell: {
    number: 37,
    from: "server",
    carrier: "event",
    what: "the reason for closing, just before the server closes",
  },
  hunts: { number: 38, from: "server", carrier: "event", what: "the hunts that are on, to everyone" },
  finds: { number: 39, from: "server", carrier: "event", what: "caches that were dug up, to everyone" },
  hunter: { number: 40, from: "server", carrier: "event", what: "the player's own state in the hunt" },
  clue: { number: 41, from: "server", carrier: "event", what: "a clue to the player's thread" },
  team: { number: 42, from: "server", carrier: "event", what: "the player's team" },
  ranking: { number: 43, from: "server", carrier: "event", what: "a board, as asked for by `hunting`" },
  podium: { number: 44, from: "server", carrier: "event", what: "the result of a hunt, to its hunters" },
  // client to server, events
  who: { number: 48, from: "client", carrier: "event", what: "asks for the names of movers in view" },
  probe: {
    number: 49,
    from: "client",
    carrier: "event",
    what: "asks for an answer, to measure the round trip",
  },
  hunting: {
    number: 50,
    from: "client",
    carrier: "event",
    what: "asks something of the hunt: see HuntRequest",
  },
} as const;

/** The Socket.IO event under which the parser delivers a bare binary message. */
export const BINARY_EVENT = "b";

/** Clients of another version are told to reload. Increment it with every change of a layout or meaning. */
export const PROTOCOL_VERSION = 3;
