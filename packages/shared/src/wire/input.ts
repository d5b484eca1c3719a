// Binary client messages, little-endian. Inputs are sent on change only; every message acknowledges the newest frame.
//
//   0  u8   kind        16 input, 17 ack without input, 18 resync (frames have a gap: send a keyframe)
//   1  u8   intent      input: 0 stop, 1 heading, 2 point, 3 dig, 4 read, 5 emote; else 0
//   2  u16  seq         input: its number; else 0
//   4  u32  seenTick    tick of the newest applied frame; 0 if none
//   8                   end of stop, dig, read, ack and resync
//   8  u8   heading     0 to 63, in a heading input
//   8  u8   emote       a pose from Pose.firstEmote to POSES - 1, in an emote input
//   8  u32  x, u32 y    sub-tile units, in a point input
import { HEADINGS } from "../heading.ts";
import { POSES, Pose } from "../hunt/pose.ts";
import type { InputSeq, Tick } from "../ids.ts";
import { Intent } from "../movement.ts";
import { viewOf } from "./dataView.ts";
import { WireKind } from "./kinds.ts";
import { WireError } from "./wireError.ts";

export const MAX_CLIENT_BYTES = 16;

/** Intents beyond walking; each stops the walker. They follow `Intent` on the wire. */
export const Action = { dig: 3, read: 4, emote: 5 } as const;
export type Action = (typeof Action)[keyof typeof Action];

export interface StopInput {
  readonly kind: "stop";
  readonly seq: InputSeq;
  readonly seenTick: Tick;
}
export interface HeadingInput {
  readonly kind: "heading";
  readonly seq: InputSeq;
  readonly seenTick: Tick;
  readonly heading: number;
}
export interface PointInput {
  readonly kind: "point";
  readonly seq: InputSeq;
  readonly seenTick: Tick;
  readonly x: number;
  readonly y: number;
}
/** Digs here until the player moves, or stops digging if the player digs already. */
export interface DigInput {
  readonly kind: "dig";
  readonly seq: InputSeq;
  readonly seenTick: Tick;
}
/** Takes a reading of the detector once the player has stood still for long enough. */
export interface ReadInput {
  readonly kind: "read";
  readonly seq: InputSeq;
  readonly seenTick: Tick;
}
export interface EmoteInput {
  readonly kind: "emote";
  readonly seq: InputSeq;
  readonly seenTick: Tick;
  /** The pose to show: Pose.firstEmote to POSES - 1. */
  readonly emote: number;
}
export interface AckMessage {
  readonly kind: "ack";
  readonly seenTick: Tick;
}
export interface ResyncMessage {
  readonly kind: "resync";
  readonly seenTick: Tick;
}
export type InputMessage = StopInput | HeadingInput | PointInput | DigInput | ReadInput | EmoteInput;
export type ClientMessage = InputMessage | AckMessage | ResyncMessage;

/** Encodes a client message into a new buffer. */
export function encodeClientMessage(message: ClientMessage): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(lengthOf(message));
  const view = viewOf(bytes);
  view.setUint32(4, message.seenTick, true);
  if (message.kind === "ack" || message.kind === "resync") {
    view.setUint8(0, message.kind === "ack" ? WireKind.ack : WireKind.resync);
    return bytes;
  }
  view.setUint8(0, WireKind.input);
  view.setUint8(1, intentOf(message.kind));
  view.setUint16(2, message.seq, true);
  if (message.kind === "heading") view.setUint8(8, message.heading);
  if (message.kind === "emote") view.setUint8(8, message.emote);
  if (message.kind === "point") {
    view.setUint32(8, message.x, true);
    view.setUint32(12, message.y, true);
  }
  return bytes;
}

/** The number of an input's intent on the wire. */
export function intentOf(kind: InputMessage["kind"]): Intent | Action {
  return kind === "dig" || kind === "read" || kind === "emote" ? Action[kind] : Intent[kind];
}

function lengthOf({ kind }: ClientMessage): number {
  if (kind === "point") return 16;
  return kind === "heading" || kind === "emote" ? 9 : 8;
}

/**
 * Decodes a client message.
 * @throws WireError for an unknown kind or intent, a wrong length, or a heading or emote out of range
 */
export function decodeClientMessage(bytes: Uint8Array): ClientMessage {
  if (bytes.length < 8) throw new WireError(`client message of ${bytes.length} bytes, expected at least 8`);
  const view = viewOf(bytes);
  const kind = view.getUint8(0);
  const intent = view.getUint8(1);
  const seq = view.getUint16(2, true) as InputSeq;
  const seenTick = view.getUint32(4, true) as Tick;
  if (kind === WireKind.ack || kind === WireKind.resync) {
    expectLength(bytes, 8);
    return { kind: kind === WireKind.ack ? "ack" : "resync", seenTick };
  }
  if (kind !== WireKind.input) throw new WireError(`client message kind ${kind}, expected 16, 17 or 18`);
  switch (intent) {
    case Intent.stop:
      expectLength(bytes, 8);
      return { kind: "stop", seq, seenTick };
    case Intent.heading: {
      expectLength(bytes, 9);
      const heading = view.getUint8(8);
      if (heading >= HEADINGS) throw new WireError(`heading ${heading}, expected 0 to ${HEADINGS - 1}`);
      return { kind: "heading", seq, seenTick, heading };
    }
    case Intent.point:
      expectLength(bytes, 16);
      return { kind: "point", seq, seenTick, x: view.getUint32(8, true), y: view.getUint32(12, true) };
    case Action.dig:
    case Action.read:
      expectLength(bytes, 8);
      return { kind: intent === Action.dig ? "dig" : "read", seq, seenTick };
    case Action.emote: {
      expectLength(bytes, 9);
      const emote = view.getUint8(8);
      if (emote < Pose.firstEmote || emote >= POSES)
        throw new WireError(`emote ${emote}, expected ${Pose.firstEmote} to ${POSES - 1}`);
      return { kind: "emote", seq, seenTick, emote };
    }
    default:
      throw new WireError(`input intent ${intent}, expected 0 to 5`);
  }
}

function expectLength(bytes: Uint8Array, length: number): void {
  if (bytes.length !== length)
    throw new WireError(`client message of ${bytes.length} bytes, expected ${length}`);
}
