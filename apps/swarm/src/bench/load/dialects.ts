// The messages of the clients of each peer over a WebSocket, and how they find the stamp of a frame. No library decodes anything:
// the load must not become the bottleneck.
import { PROTOCOL_VERSION } from "@doubloon/shared/protocol/messages";
import { readU32 } from "../../lib/bytes.ts";
import { maskedFrame, maskedText, Opcode } from "../../ws/maskedFrames.ts";
import { fanOutStamp } from "../fanOut/fanOutFrame.ts";

/** The reaction to a message: bytes to send, that the client has joined, or the stamp of a frame. */
export type Reaction = { readonly send?: Uint8Array; readonly joined?: boolean } | number | undefined;

export interface Dialect {
  /** Path of the WebSocket; undefined if the server sends frames without any handshake. */
  readonly path: string | undefined;
  /** Whether a client has joined as soon as the WebSocket is open. */
  readonly joinedOnOpen: boolean;
  react(binary: boolean, bytes: Uint8Array, start: number, end: number): Reaction;
  /** The message for a turn; undefined if the peer has none. */
  turn(heading: number): Uint8Array | undefined;
}

const ENGINE_PATH = "/socket.io/?EIO=4&transport=websocket";
const MOVES_EVENT_CHARS = '42["moves",'.length;
const char = (text: string) => text.charCodeAt(0);
const noTurn = () => undefined;

function fanOutReaction(binary: boolean, bytes: Uint8Array, start: number, end: number): Reaction {
  return binary ? fanOutStamp(bytes, start, end) : undefined;
}

/** Engine.io and Socket.IO without the events: opens, joins with `auth`, answers heartbeats. */
function socketIoReaction(bytes: Uint8Array, start: number, auth: string, joinedOn: string): Reaction {
  const first = bytes[start];
  if (first === char("0")) return { send: maskedText(`40${auth}`) };
  if (first === char("2")) return { send: maskedText("3") };
  for (let i = 0; i < joinedOn.length; i++) if (bytes[start + i] !== joinedOn.charCodeAt(i)) return undefined;
  return { joined: true };
}

/** Bare frames or `ws`, from the first message. */
export const bare = (path: string | undefined): Dialect => ({
  path,
  joinedOnOpen: true,
  react: fanOutReaction,
  turn: noTurn,
});

/** Socket.IO in fan-out and world: frames are binary attachments, or `moves` events that start with a stamp. */
export const socketIo: Dialect = {
  path: ENGINE_PATH,
  joinedOnOpen: false,
  react(binary, bytes, start, end) {
    if (binary) return fanOutStamp(bytes, start, end);
    if (end - start > MOVES_EVENT_CHARS && bytes[start + 4] === char("m")) {
      return digitsAt(bytes, start + MOVES_EVENT_CHARS);
    }
    return socketIoReaction(bytes, start, "", "40");
  },
  turn: (heading) => maskedText(`42["turn",${heading}]`),
};

/** Doubloon's gateway in the fan-out: a hello, a welcome, then bare binary frames. */
export const doubloonFanOut: Dialect = {
  path: ENGINE_PATH,
  joinedOnOpen: false,
  react(binary, bytes, start, end) {
    if (binary) return fanOutStamp(bytes, start, end);
    const hello = JSON.stringify({ version: PROTOCOL_VERSION, name: "Bench" });
    return socketIoReaction(bytes, start, hello, '42["welcome"');
  },
  turn: noTurn,
};

const COLYSEUS = { joinRoom: 10, roomData: 13, roomState: 14, patch: 15 } as const;
/** First operation of a patch: replace field 0 of the root. */
const STAMP_FIELD = 0x80;

/** Colyseus after its matchmaking, which returns the path. A patch starts with the shared part of the room: the stamp. */
export const colyseus = (path: string): Dialect => ({
  path,
  joinedOnOpen: false,
  react(_binary, bytes, start) {
    const code = bytes[start];
    if (code === COLYSEUS.joinRoom) {
      return { send: maskedFrame(Opcode.binary, Uint8Array.of(COLYSEUS.joinRoom)) };
    }
    if (code === COLYSEUS.roomState) return { joined: true };
    if (code === COLYSEUS.patch && bytes[start + 1] === STAMP_FIELD) return readU32(bytes, start + 2);
    return undefined;
  },
  turn: (heading) =>
    maskedFrame(Opcode.binary, Buffer.from([COLYSEUS.roomData, 0xa4, ...Buffer.from("turn"), heading])),
});

/** The decimal number at `at`. */
export function digitsAt(bytes: Uint8Array, at: number): number {
  let value = 0;
  for (let i = at; bytes[i] >= 0x30 && bytes[i] <= 0x39; i++) value = value * 10 + bytes[i] - 0x30;
  return value;
}
