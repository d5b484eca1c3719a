// Ticks, world times and input numbers are unsigned and wrap. These are the only ways to compare and step them.
import type { InputSeq, Tick, WorldTimeMs } from "./ids.ts";

/** The world's fixed rate, in steps a second. */
export const TICK_HZ = 20;
/** Length of one step, in ms. */
export const TICK_MS = 1000 / TICK_HZ;

/**
 * How far `a` is after `b`, from -2^31 to 2^31-1 (RFC 1982 serial arithmetic on 32 bits).
 */
export function since32(a: Tick, b: Tick): number;
export function since32(a: WorldTimeMs, b: WorldTimeMs): number;
export function since32(a: number, b: number): number {
  return (a - b) | 0;
}

/** The tick `count` steps after `tick`; `count` may be negative. */
export function addTicks(tick: Tick, count: number): Tick {
  return ((tick + count) >>> 0) as Tick;
}

/** How far input number `a` is after `b`, from -2^15 to 2^15-1. */
export function sinceSeq(a: InputSeq, b: InputSeq): number {
  return ((a - b) << 16) >> 16;
}

/** The input number after `seq`. */
export function nextSeq(seq: InputSeq): InputSeq {
  return ((seq + 1) & 0xffff) as InputSeq;
}
