// Reads the header of a room frame in place, without allocating, and checks that the frame is as long as its counts say.
// See shared/wire/frameLayout.ts for the layout.
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
} from "@doubloon/shared/wire/frameLayout";
import { WireKind } from "@doubloon/shared/wire/kinds";
import { readU16, readU32 } from "../../lib/bytes.ts";

export class FramePeek {
  keyframe = false;
  sinceTicks = 0;
  room = 0;
  tick = 0;
  timeMs = 0;
  omitted = 0;
  states = 0;
  motionChanges = 0;
  /** State records, motion changes and removals, and their bytes. */
  moverRecords = 0;
  moverBytes = 0;
  lootBytes = 0;

  /**
   * The motion of a mover in the frame that was read last, from its state or its motion change; -1 if the frame has neither.
   */
  motionOf(bytes: Uint8Array, start: number, mover: number): number {
    let at = start + FRAME_HEADER_BYTES;
    for (let i = 0; i < this.states; i++, at += STATE_BYTES)
      if (readU16(bytes, at) === mover) return bytes[at + 2];
    for (let i = 0; i < this.motionChanges; i++, at += MOTION_CHANGE_BYTES)
      if (readU16(bytes, at) === mover) return bytes[at + 2];
    return -1;
  }

  /** Reads the frame from `start` to before `end`; false if those bytes are not a frame. */
  read(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start < FRAME_HEADER_BYTES) return false;
    const kind = bytes[start];
    if (kind !== WireKind.delta && kind !== WireKind.keyframe) return false;
    this.keyframe = kind === WireKind.keyframe;
    this.sinceTicks = bytes[start + SINCE_TICKS_AT];
    this.room = readU16(bytes, start + ROOM_AT);
    this.tick = readU32(bytes, start + TICK_AT);
    this.timeMs = readU32(bytes, start + TIME_AT);
    this.omitted = readU16(bytes, start + OMITTED_AT);
    this.states = bytes[start + STATES_AT];
    const motionChanges = bytes[start + MOTION_CHANGES_AT];
    this.motionChanges = motionChanges;
    const removals = bytes[start + REMOVALS_AT];
    this.moverRecords = this.states + motionChanges + removals;
    this.moverBytes =
      this.states * STATE_BYTES + motionChanges * MOTION_CHANGE_BYTES + removals * REMOVAL_BYTES;
    this.lootBytes = bytes[start + LOOTS_AT] * LOOT_BYTES;
    return end - start === FRAME_HEADER_BYTES + this.moverBytes + this.lootBytes;
  }
}
