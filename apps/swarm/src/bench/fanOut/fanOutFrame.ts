// The frame of the fan-out: 200 bytes of which eight say something, so that every row sends the same.
//
//   0  u32  marks it as a frame of the bench
//   4  u32  stamp: microseconds of the monotonic clock, see monotonicMicros.ts
import { stampAt } from "../monotonicMicros.ts";

export const FAN_OUT_BYTES = 200;
const MARK = 0x0db10001;

/** A new frame, stamped with the time. */
export function makeFanOutFrame(): Buffer {
  const frame = Buffer.alloc(FAN_OUT_BYTES);
  frame.writeUInt32LE(MARK, 0);
  frame.writeUInt32LE(stampAt(performance.now()), 4);
  return frame;
}

/** The stamp of the frame from `start` to before `end`; undefined if it is none. */
export function fanOutStamp(bytes: Uint8Array, start: number, end: number): number | undefined {
  if (end - start !== FAN_OUT_BYTES || u32(bytes, start) !== MARK) return undefined;
  return u32(bytes, start + 4);
}

function u32(bytes: Uint8Array, at: number): number {
  return (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0;
}
