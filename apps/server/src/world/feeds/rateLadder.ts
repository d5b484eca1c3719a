// The rate ladder: the frame rates of each room class, in steps from full rate down. Crowded rooms are lowered first. It is
// a table and its arithmetic; the governor decides the level.
import type { FRAME_RATES } from "../../config/settings.ts";

export const roomClasses = ["quiet", "busy", "crowded"] as const;
/** The class of a room, by the number of movers in view. */
export type RoomClass = (typeof roomClasses)[number];

/** A frame rate, in frames a second. */
export type FrameRate = (typeof FRAME_RATES)[number];

const LADDER: readonly Readonly<Record<RoomClass, FrameRate>>[] = [
  { quiet: 20, busy: 20, crowded: 20 },
  { quiet: 10, busy: 10, crowded: 5 },
  { quiet: 10, busy: 5, crowded: 4 },
  { quiet: 5, busy: 5, crowded: 4 },
  { quiet: 5, busy: 4, crowded: 2 },
  { quiet: 4, busy: 4, crowded: 2 },
  { quiet: 2, busy: 2, crowded: 2 },
];
/** The step with the lowest rates; step 0 is full rate. */
export const LAST_STEP = LADDER.length - 1;
/** A room is busy from this many movers in view, and crowded from CROWDED_FROM. */
const BUSY_FROM = 31;
const CROWDED_FROM = 121;

/** The class of a room with `inView` movers in view. */
export function roomClassOf(inView: number): RoomClass {
  return inView >= CROWDED_FROM ? "crowded" : inView >= BUSY_FROM ? "busy" : "quiet";
}

/** Frames a second of a room class at a step from 0 to `LAST_STEP`, at most `maxHz`. */
export function rateAt(step: number, roomClass: RoomClass, maxHz: FrameRate): FrameRate {
  return Math.min(LADDER[step][roomClass], maxHz) as FrameRate;
}

/**
 * The work at a level, which may lie between two steps. `work` is the work at each step; it never grows from step to step.
 */
export function workAt(level: number, work: readonly number[]): number {
  const upper = Math.floor(level);
  const lower = Math.ceil(level);
  return work[upper] + (level - upper) * (work[lower] - work[upper]);
}

/** The level with the highest rates whose work is at most `maxWork`; the last step if there is none. */
export function levelFor(maxWork: number, work: readonly number[]): number {
  for (let step = 0; step <= LAST_STEP; step++) {
    if (work[step] > maxWork) continue;
    return step === 0 ? 0 : step - (maxWork - work[step]) / (work[step - 1] - work[step]);
  }
  return LAST_STEP;
}
