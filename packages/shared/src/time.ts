// Arithmetic on ticks, world times and input numbers. They are unsigned and wrap, so `<` and `-` give wrong results on
// them: compare and step them with these functions only.
import type { InputSeq, Tick, WorldTimeMs } from "./ids.ts";

/** The world's fixed rate, in steps a second. */
export const TICK_HZ = 20;
/** The length of one step, in ms. */
export const TICK_MS = 1000 / TICK_HZ;

/**
 * Returns how far `a` is after `b`, from -2^31 to 2^31-1 (serial number arithmetic of RFC 1982 on 32 bits).
 */
export function since32(a: Tick, b: Tick): number;
export function since32(a: WorldTimeMs, b: WorldTimeMs): number;
export function since32(a: number, b: number): number {
  return (a - b) | 0;
}

/**
 * Whether the 32-bit time `a` is after `b`. Both are ticks or both are world times; plain numbers are allowed, because
 * typed-array columns hold them.
 */
export function isAfter(a: number, b: number): boolean {
  return ((a - b) | 0) > 0;
}

/** Returns the tick `count` steps after `tick`; `count` may be negative. */
export function addTicks(tick: Tick, count: number): Tick {
  return ((tick + count) >>> 0) as Tick;
}

/** Returns how far input number `a` is after `b`, from -2^15 to 2^15-1. */
export function sinceSeq(a: InputSeq, b: InputSeq): number {
  return ((a - b) << 16) >> 16;
}

/** Returns the input number after `seq`. */
export function nextSeq(seq: InputSeq): InputSeq {
  return ((seq + 1) & 0xffff) as InputSeq;
}
