// Walking directions. A heading is an index into a table of integer steps, so that all machines agree exactly.

/** Headings to a full turn. 0 is east, 16 south, 32 west, 48 north. */
export const HEADINGS = 64;
/** Sub-tile units walked in one tick along an axis: 5 tiles a second. */
export const STEP_SUB = 64;
/** Sub-tile units walked in one tick along an axis in boots: BOOTS_PERCENT more. */
export const FAST_STEP_SUB = 77;

// round(64 * cos(i * 2 * pi / 64)) for i = 0 to 16. Constants, because trigonometry may differ between machines.
const QUARTER = [64, 64, 63, 61, 59, 56, 53, 49, 45, 41, 36, 30, 24, 19, 12, 6, 0];

function cosine(index: number): number {
  const i = ((index % HEADINGS) + HEADINGS) % HEADINGS;
  if (i <= 16) return QUARTER[i];
  if (i <= 32) return -QUARTER[32 - i];
  if (i <= 48) return -QUARTER[i - 32];
  return QUARTER[64 - i];
}

/** Step east of each heading, in sub-tile units a tick. */
export const HEADING_DX: Int8Array = Int8Array.from({ length: HEADINGS }, (_, h) => cosine(h));
/** Step south of each heading, in sub-tile units a tick. */
export const HEADING_DY: Int8Array = Int8Array.from({ length: HEADINGS }, (_, h) => cosine(h - 16));
/** The same in boots: the plain step and a fifth of it, rounded. */
export const FAST_DX: Int8Array = HEADING_DX.map(fast);
export const FAST_DY: Int8Array = HEADING_DY.map(fast);

// Rounds half away from zero, so that opposite headings have opposite steps.
function fast(step: number): number {
  return Math.sign(step) * Math.round((Math.abs(step) * 6) / 5);
}

/**
 * Returns the heading closest to the direction (`dx`, `dy`): of the headings that do not point away, the one whose line
 * passes nearest, the lower one in a tie. Takes integers up to 2^24; (0, 0) gives 0.
 */
export function headingToward(dx: number, dy: number): number {
  let best = 0;
  let bestMiss = Number.POSITIVE_INFINITY;
  for (let h = 0; h < HEADINGS; h++) {
    if (dx * HEADING_DX[h] + dy * HEADING_DY[h] <= 0) continue;
    const miss = Math.abs(dx * HEADING_DY[h] - dy * HEADING_DX[h]);
    if (miss < bestMiss) {
      bestMiss = miss;
      best = h;
    }
  }
  return best;
}
