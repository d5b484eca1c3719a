// Decodes room frames (layout: frameLayout.ts). Any bytes give either a frame or a WireError.
import type { MoverId, RoomId, Tick, WorldTimeMs } from "../ids.ts";
import { VIEW_SUB, VIEW_TILES } from "../space.ts";
import { viewOf } from "./dataView.ts";
import {
  FRAME_HEADER_BYTES,
  LOOT_BYTES,
  LOOTS_AT,
  MOTION_CHANGE_BYTES,
  MOTION_CHANGES_AT,
  OMITTED_AT,
  REMOVAL_BYTES,
  REMOVALS_AT,
  ROOM_AT,
  SINCE_TICKS_AT,
  STATE_BYTES,
  STATES_AT,
  TICK_AT,
  TIME_AT,
} from "./frameLayout.ts";
import { WireKind } from "./kinds.ts";
import { WireError } from "./wireError.ts";

/** A frame's header, with the number of records of each type. */
export interface FrameHeader {
  readonly kind: typeof WireKind.delta | typeof WireKind.keyframe;
  readonly sinceTicks: number;
  readonly room: RoomId;
  readonly tick: Tick;
  readonly timeMs: WorldTimeMs;
  readonly omitted: number;
  readonly states: number;
  readonly motionChanges: number;
  readonly removals: number;
  readonly loots: number;
}

export interface StateRecord {
  readonly mover: MoverId;
  readonly motion: number;
  /** Sub-tile units from the view's west edge. */
  readonly xInView: number;
  /** Sub-tile units from the view's north edge. */
  readonly yInView: number;
  /** Low four bits of the number of the mover's last answered input. */
  readonly ack: number;
}

export interface MotionChange {
  readonly mover: MoverId;
  readonly motion: number;
  /** How many ticks before the frame's tick the motion changed. */
  readonly ticksAgo: number;
  /** As in StateRecord. */
  readonly ack: number;
}

export interface LootRecord {
  /** Loot kind, or 0 if the tile has none now. */
  readonly kind: number;
  readonly tileInView: number;
}

export interface Frame {
  readonly header: FrameHeader;
  readonly states: readonly StateRecord[];
  readonly motionChanges: readonly MotionChange[];
  readonly removals: readonly MoverId[];
  readonly loots: readonly LootRecord[];
}

/**
 * Decodes a frame's header and checks the frame's length against its counts.
 * @throws WireError if the bytes are not a frame
 */
export function readFrameHeader(bytes: Uint8Array): FrameHeader {
  if (bytes.length < FRAME_HEADER_BYTES) {
    throw new WireError(`frame of ${bytes.length} bytes, expected at least ${FRAME_HEADER_BYTES}`);
  }
  const view = viewOf(bytes);
  const kind = view.getUint8(0);
  if (kind !== WireKind.delta && kind !== WireKind.keyframe) {
    throw new WireError(`message kind ${kind}, expected a delta (1) or a keyframe (2)`);
  }
  const header: FrameHeader = {
    kind,
    sinceTicks: view.getUint8(SINCE_TICKS_AT),
    room: view.getUint16(ROOM_AT, true) as RoomId,
    tick: view.getUint32(TICK_AT, true) as Tick,
    timeMs: view.getUint32(TIME_AT, true) as WorldTimeMs,
    omitted: view.getUint16(OMITTED_AT, true),
    states: view.getUint8(STATES_AT),
    motionChanges: view.getUint8(MOTION_CHANGES_AT),
    removals: view.getUint8(REMOVALS_AT),
    loots: view.getUint8(LOOTS_AT),
  };
  const expected =
    FRAME_HEADER_BYTES +
    header.states * STATE_BYTES +
    header.motionChanges * MOTION_CHANGE_BYTES +
    header.removals * REMOVAL_BYTES +
    header.loots * LOOT_BYTES;
  if (bytes.length !== expected) {
    throw new WireError(`frame of ${bytes.length} bytes, its counts require ${expected}`);
  }
  return header;
}

/**
 * Decodes a whole frame.
 * @throws WireError if the bytes are not a frame or a record lies outside the view
 */
export function decodeFrame(bytes: Uint8Array): Frame {
  const header = readFrameHeader(bytes);
  const view = viewOf(bytes);
  let at = FRAME_HEADER_BYTES;

  const states: StateRecord[] = [];
  for (let i = 0; i < header.states; i++, at += STATE_BYTES) {
    const packed = view.getUint32(at + 3, true);
    const xInView = packed & 0x3fff;
    const yInView = (packed >>> 14) & 0x3fff;
    if (xInView >= VIEW_SUB || yInView >= VIEW_SUB) {
      throw new WireError(`mover at ${xInView}, ${yInView} in view, expected less than ${VIEW_SUB} each`);
    }
    const mover = view.getUint16(at, true) as MoverId;
    states.push({ mover, motion: view.getUint8(at + 2), xInView, yInView, ack: packed >>> 28 });
  }

  const motionChanges: MotionChange[] = [];
  for (let i = 0; i < header.motionChanges; i++, at += MOTION_CHANGE_BYTES) {
    const packed = view.getUint8(at + 3);
    motionChanges.push({
      mover: view.getUint16(at, true) as MoverId,
      motion: view.getUint8(at + 2),
      ticksAgo: packed & 15,
      ack: packed >> 4,
    });
  }

  const removals: MoverId[] = [];
  for (let i = 0; i < header.removals; i++, at += REMOVAL_BYTES)
    removals.push(view.getUint16(at, true) as MoverId);

  const loots: LootRecord[] = [];
  for (let i = 0; i < header.loots; i++, at += LOOT_BYTES) {
    const tileInView = view.getUint16(at + 1, true);
    if (tileInView >= VIEW_TILES * VIEW_TILES) {
      throw new WireError(
        `loot on tile ${tileInView} in view, expected less than ${VIEW_TILES * VIEW_TILES}`,
      );
    }
    loots.push({ kind: view.getUint8(at), tileInView });
  }
  return { header, states, motionChanges, removals, loots };
}
