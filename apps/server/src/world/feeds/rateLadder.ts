// The frame rates that rooms may have, as a ladder of steps from full rate down: crowded rooms are lowered first. A table
// and its arithmetic; it decides nothing.

export const roomClasses = ["quiet", "busy", "crowded"] as const;
/** Rooms by movers in view. */
export type RoomClass = (typeof roomClasses)[number];

/** The rates there are, in frames a second. */
export const frameRates = [20, 10, 5, 4, 2] as const;
export type FrameRate = (typeof frameRates)[number];

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
/** Movers in view from which a room is busy, and from which it is crowded. */
const BUSY_FROM = 31;
const CROWDED_FROM = 121;

/** The class of a room with so many movers in view. */
export function roomClassOf(inView: number): RoomClass {
  return inView >= CROWDED_FROM ? "crowded" : inView >= BUSY_FROM ? "busy" : "quiet";
}

/** Frames a second for rooms of a class at a step from 0 to `LAST_STEP`; never more than `most`. */
export function rateAt(step: number, roomClass: RoomClass, most: FrameRate): FrameRate {
  return Math.min(LADDER[step][roomClass], most) as FrameRate;
}

/**
 * The work due at a level, which may lie between two steps. `work` is the work due at each whole step, never less at a
 * higher rate.
 */
export function workAt(level: number, work: readonly number[]): number {
  const upper = Math.floor(level);
  const lower = Math.ceil(level);
  return work[upper] + (level - upper) * (work[lower] - work[upper]);
}

/** The level with the highest rates at which no more than `most` work is due; the last step if there is none. */
export function levelFor(most: number, work: readonly number[]): number {
  for (let step = 0; step <= LAST_STEP; step++) {
    if (work[step] > most) continue;
    return step === 0 ? 0 : step - (most - work[step]) / (work[step - 1] - work[step]);
  }
  return LAST_STEP;
}
