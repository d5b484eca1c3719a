// What the peers' clients say over a WebSocket and how they find a frame's stamp. Lean on purpose: no library decodes
// anything, so that the load never becomes what is measured.
import { PROTOCOL_VERSION } from "@doubloon/shared/protocol/messages";
import { maskedFrame, maskedText, Opcode } from "../../ws/maskedFrames.ts";
import { fanOutStamp } from "../fanOut/fanOutFrame.ts";

/** What a client does on a message: `send` goes out, `joined` says it is in now, a number is a frame's stamp. */
export type Reaction = { readonly send?: Uint8Array; readonly joined?: boolean } | number | undefined;

export interface Dialect {
  /** Path of the WebSocket; undefined if the server sends frames without any handshake. */
  readonly path: string | undefined;
  /** Whether a client is in as soon as the WebSocket is open. */
  readonly joinedOnOpen: boolean;
  react(binary: boolean, bytes: Uint8Array, start: number, end: number): Reaction;
  /** The message for a turn; undefined where the work has none. */
  turn(heading: number): Uint8Array | undefined;
}

const ENGINE_PATH = "/socket.io/?EIO=4&transport=websocket";
const MOVES_EVENT_CHARS = '42["moves",'.length;
const char = (text: string) => text.charCodeAt(0);
const noTurn = () => undefined;

function fanOutReaction(binary: boolean, bytes: Uint8Array, start: number, end: number): Reaction {
  return binary ? fanOutStamp(bytes, start, end) : undefined;
}

/** Engine.io and Socket.IO below the events: opens, joins with `auth`, answers heartbeats. */
function socketIoReaction(bytes: Uint8Array, start: number, auth: string, joinedOn: string): Reaction {
  const first = bytes[start];
  if (first === char("0")) return { send: maskedText(`40${auth}`) };
  if (first === char("2")) return { send: maskedText("3") };
  for (let i = 0; i < joinedOn.length; i++) if (bytes[start + i] !== joinedOn.charCodeAt(i)) return undefined;
  return { joined: true };
}

/** Ready bytes or `ws`, from the first message on. */
export const bare = (path: string | undefined): Dialect => ({
  path,
  joinedOnOpen: true,
  react: fanOutReaction,
  turn: noTurn,
});

/** Socket.IO, in both works: frames are binary attachments or events `moves` that begin with a stamp. */
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

/** Doubloon's gateway in the fan-out: a hello, a welcome, bare binary frames. */
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
/** First operation of a patch: field 0 of the root, replaced. */
const STAMP_FIELD = 0x80;

/** Colyseus after its matchmaking, which gives the path. A patch begins with the room's shared part: the stamp. */
export const colyseus = (path: string): Dialect => ({
  path,
  joinedOnOpen: false,
  react(_binary, bytes, start) {
    const code = bytes[start];
    if (code === COLYSEUS.joinRoom) {
      return { send: maskedFrame(Opcode.binary, Uint8Array.of(COLYSEUS.joinRoom)) };
    }
    if (code === COLYSEUS.roomState) return { joined: true };
    if (code === COLYSEUS.patch && bytes[start + 1] === STAMP_FIELD) return u32(bytes, start + 2);
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

function u32(bytes: Uint8Array, at: number): number {
  return (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0;
}
