// Reads of a room frame what a load generator must know, where the frame lies and without making an object: the
// header, and whether the frame is as long as its counts say. See shared/wire/frameLayout.ts for the bytes.
import {
  CHANGE_BYTES,
  FRAME_HEADER_BYTES,
  LOOT_BYTES,
  REMOVAL_BYTES,
  STATE_BYTES,
} from "@doubloon/shared/wire/frameLayout";
import { WireKind } from "@doubloon/shared/wire/kinds";

export class FramePeek {
  keyframe = false;
  sinceTicks = 0;
  room = 0;
  tick = 0;
  timeMs = 0;
  hidden = 0;
  fulls = 0;
  /** Full, turn and gone records, and their bytes. */
  moverRecords = 0;
  moverBytes = 0;
  lootBytes = 0;

  /** Reads the frame from `start` to before `end`; false if those bytes are no frame. */
  read(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start < FRAME_HEADER_BYTES) return false;
    const kind = bytes[start];
    if (kind !== WireKind.delta && kind !== WireKind.keyframe) return false;
    this.keyframe = kind === WireKind.keyframe;
    this.sinceTicks = bytes[start + 1];
    this.room = bytes[start + 2] | (bytes[start + 3] << 8);
    this.tick = u32(bytes, start + 4);
    this.timeMs = u32(bytes, start + 8);
    this.hidden = bytes[start + 12] | (bytes[start + 13] << 8);
    this.fulls = bytes[start + 14];
    const turns = bytes[start + 15];
    const gones = bytes[start + 16];
    this.moverRecords = this.fulls + turns + gones;
    this.moverBytes = this.fulls * STATE_BYTES + turns * CHANGE_BYTES + gones * REMOVAL_BYTES;
    this.lootBytes = bytes[start + 17] * LOOT_BYTES;
    return end - start === FRAME_HEADER_BYTES + this.moverBytes + this.lootBytes;
  }
}

function u32(bytes: Uint8Array, at: number): number {
  return (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0;
}
