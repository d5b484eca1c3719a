// The frame of the fan-out, the same for every row: 200 bytes, of which eight are used.
//
//   0  u32  magic number of a bench frame
//   4  u32  stamp: microseconds of the monotonic clock, see monotonicMicros.ts
import { readU32 } from "../../lib/bytes.ts";
import { stampAt } from "../monotonicMicros.ts";

export const FAN_OUT_BYTES = 200;
const MAGIC = 0x0db10001;

/** A new frame, stamped with the current time. */
export function makeFanOutFrame(): Buffer {
  const frame = Buffer.alloc(FAN_OUT_BYTES);
  frame.writeUInt32LE(MAGIC, 0);
  frame.writeUInt32LE(stampAt(performance.now()), 4);
  return frame;
}

/** The stamp of the frame from `start` to before `end`; undefined if it is not a frame. */
export function fanOutStamp(bytes: Uint8Array, start: number, end: number): number | undefined {
  if (end - start !== FAN_OUT_BYTES || readU32(bytes, start) !== MAGIC) return undefined;
  return readU32(bytes, start + 4);
}
