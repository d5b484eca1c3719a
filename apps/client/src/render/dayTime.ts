// Day and night: the tint of the world at a tick. The same for everybody, since it follows from the world's time; light
// enough to read everything at midnight. Pure.
import { TICK_HZ } from "@doubloon/shared/time";

/** A day of the world. */
export const DAY_TICKS = 24 * 60 * TICK_HZ;

interface Hour {
  /** Part of the day, 0 to 1. */
  readonly at: number;
  /** What the world's colours are multiplied by. */
  readonly color: number;
}

/** Day for two thirds, then dusk, night and dawn. */
const HOURS: readonly Hour[] = [
  { at: 0, color: 0xffffff },
  { at: 0.6, color: 0xffffff },
  { at: 0.68, color: 0xffd9b0 },
  { at: 0.74, color: 0x9fa6d6 },
  { at: 0.9, color: 0x8f9bd2 },
  { at: 0.96, color: 0xf4c6c0 },
  { at: 1, color: 0xffffff },
];

/** The part of the day at a tick, 0 to 1. */
export function dayPart(tick: number): number {
  return (tick % DAY_TICKS) / DAY_TICKS;
}

/** The tint of a part of the day. */
export function tintAt(part: number): number {
  let next = HOURS.findIndex(({ at }) => at > part);
  if (next < 0) next = HOURS.length - 1;
  const from = HOURS[Math.max(0, next - 1)];
  const to = HOURS[next];
  return mix(from.color, to.color, to.at === from.at ? 0 : (part - from.at) / (to.at - from.at));
}

/** How dark it is, 0 by day to 1 at night: for lights. */
export function darknessAt(part: number): number {
  const red = tintAt(part) >> 16;
  return Math.min(1, (255 - red) / (255 - 0x8f));
}

function mix(from: number, to: number, part: number): number {
  let mixed = 0;
  for (const shift of [16, 8, 0]) {
    const a = (from >> shift) & 255;
    const b = (to >> shift) & 255;
    mixed |= Math.round(a + (b - a) * part) << shift;
  }
  return mixed;
}
