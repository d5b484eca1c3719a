// Marks: what digging leaves on a tile. Frames carry them like loot, under kind numbers that no loot may have.

export const Mark = {
  /** Somebody probed here and found nothing. */
  hole: 240,
  /** A cache was struck and is being unearthed. */
  struck: 241,
  /** A chest that was dug up. */
  opened: 242,
  /** Where a crown was found; it stays for the season. */
  great: 243,
  /** A glint: something of the day lies here. */
  glint: 244,
  /** A mimic that was dug up. */
  mimic: 245,
} as const;
export type Mark = (typeof Mark)[keyof typeof Mark];

/** Whether a number is a mark's. */
export function isMark(kind: number): kind is Mark {
  return (Object.values(Mark) as number[]).includes(kind);
}

/** The first number that is a mark and no loot kind. */
export const FIRST_MARK = 240;
/** The most marks in a chunk. With the loot of the chunk they stay within MAX_LOOT_PER_CHUNK. */
export const MAX_MARKS_PER_CHUNK = 12;
