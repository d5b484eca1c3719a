// Reads the header of a room frame in place, without allocating, and checks that the frame is as long as its counts say.
// See shared/wire/frameLayout.ts for the layout.
import {
  CHANGE_BYTES,
  FRAME_HEADER_BYTES,
  LOOT_BYTES,
  REMOVAL_BYTES,
  STATE_BYTES,
} from "@doubloon/shared/wire/frameLayout";
import { WireKind } from "@doubloon/shared/wire/kinds";
import { readU32 } from "../../lib/bytes.ts";

export class FramePeek {
  keyframe = false;
  sinceTicks = 0;
  room = 0;
  tick = 0;
  timeMs = 0;
  omitted = 0;
  states = 0;
  /** State records, motion changes and removals, and their bytes. */
  moverRecords = 0;
  moverBytes = 0;
  lootBytes = 0;

  /** Reads the frame from `start` to before `end`; false if those bytes are not a frame. */
  read(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start < FRAME_HEADER_BYTES) return false;
    const kind = bytes[start];
    if (kind !== WireKind.delta && kind !== WireKind.keyframe) return false;
    this.keyframe = kind === WireKind.keyframe;
    this.sinceTicks = bytes[start + 1];
    this.room = bytes[start + 2] | (bytes[start + 3] << 8);
    this.tick = readU32(bytes, start + 4);
    this.timeMs = readU32(bytes, start + 8);
    this.omitted = bytes[start + 12] | (bytes[start + 13] << 8);
    this.states = bytes[start + 14];
    const motionChanges = bytes[start + 15];
    const removals = bytes[start + 16];
    this.moverRecords = this.states + motionChanges + removals;
    this.moverBytes = this.states * STATE_BYTES + motionChanges * CHANGE_BYTES + removals * REMOVAL_BYTES;
    this.lootBytes = bytes[start + 17] * LOOT_BYTES;
    return end - start === FRAME_HEADER_BYTES + this.moverBytes + this.lootBytes;
  }
}
