// What a neighbour on the machine does, so that a busy hour can be made: when it burns a core and when it sleeps. It
// knows time as milliseconds since it began.

export const neighbourKinds = ["quarter", "core"] as const;
/** `quarter`: 5 ms of every 20. `core`: a whole core for 3 s of every 15. */
export type NeighbourKind = (typeof neighbourKinds)[number];

const QUARTER_PERIOD_MS = 20;
const QUARTER_BURN_MS = 5;
export const CORE_PERIOD_SECONDS = 15;
/** A visit begins in the middle of the period, so that there is a time before it and one after. */
export const CORE_FROM_SECOND = 6;
export const CORE_SECONDS = 3;
/** Burning stops for a moment this often, in ms, to hear that the parent has gone. */
const MAX_BURN_MS = 100;

/** What to do at such a time: burn or sleep, for so many ms. */
export interface NeighbourStep {
  readonly burns: boolean;
  readonly forMs: number;
}

export function neighbourStep(kind: NeighbourKind, elapsedMs: number): NeighbourStep {
  if (kind === "quarter") {
    const at = elapsedMs % QUARTER_PERIOD_MS;
    return at < QUARTER_BURN_MS
      ? { burns: true, forMs: QUARTER_BURN_MS - at }
      : { burns: false, forMs: QUARTER_PERIOD_MS - at };
  }
  const at = elapsedMs % (CORE_PERIOD_SECONDS * 1000);
  const fromMs = CORE_FROM_SECOND * 1000;
  const toMs = fromMs + CORE_SECONDS * 1000;
  if (at < fromMs) return { burns: false, forMs: fromMs - at };
  if (at < toMs) return { burns: true, forMs: Math.min(toMs - at, MAX_BURN_MS) };
  return { burns: false, forMs: CORE_PERIOD_SECONDS * 1000 - at };
}

/** Whether a second after the neighbour began is one in which it must no longer be felt: 3 s after a visit of `core`. */
export function isQuietSecond(kind: NeighbourKind, second: number): boolean {
  if (kind === "quarter") return false;
  const at = second % CORE_PERIOD_SECONDS;
  const recovered = CORE_FROM_SECOND + CORE_SECONDS + 3;
  return second >= CORE_PERIOD_SECONDS ? at < CORE_FROM_SECOND || at >= recovered : at >= recovered;
}
