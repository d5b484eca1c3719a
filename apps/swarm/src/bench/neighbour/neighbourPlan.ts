// The schedule of a neighbour: when it uses CPU and when it sleeps, by milliseconds since its start. It reads no clock.

export const neighbourKinds = ["quarter", "core"] as const;
/** `quarter`: 5 ms of every 20. `core`: a whole core for 3 s of every 15. */
export type NeighbourKind = (typeof neighbourKinds)[number];

const QUARTER_PERIOD_MS = 20;
const QUARTER_BUSY_MS = 5;
const CORE_PERIOD_SECONDS = 15;
/** The busy time is in the middle of the period, so that there is quiet time before and after it. */
const CORE_FROM_SECOND = 6;
const CORE_SECONDS = 3;
/** Longest busy time in ms without a pause; the pause lets the process notice that its parent has ended. */
const MAX_BUSY_MS = 100;

/** The next step: use the CPU or sleep, and for how many ms. */
export interface NeighbourStep {
  readonly busy: boolean;
  readonly forMs: number;
}

export function neighbourStep(kind: NeighbourKind, elapsedMs: number): NeighbourStep {
  if (kind === "quarter") {
    const at = elapsedMs % QUARTER_PERIOD_MS;
    return at < QUARTER_BUSY_MS
      ? { busy: true, forMs: QUARTER_BUSY_MS - at }
      : { busy: false, forMs: QUARTER_PERIOD_MS - at };
  }
  const at = elapsedMs % (CORE_PERIOD_SECONDS * 1000);
  const fromMs = CORE_FROM_SECOND * 1000;
  const toMs = fromMs + CORE_SECONDS * 1000;
  if (at < fromMs) return { busy: false, forMs: fromMs - at };
  if (at < toMs) return { busy: true, forMs: Math.min(toMs - at, MAX_BUSY_MS) };
  return { busy: false, forMs: CORE_PERIOD_SECONDS * 1000 - at };
}

/** Whether the neighbour may have no effect in this second since its start: from 3 s after a busy period of `core`. */
export function isQuietSecond(kind: NeighbourKind, second: number): boolean {
  if (kind === "quarter") return false;
  const at = second % CORE_PERIOD_SECONDS;
  const recovered = CORE_FROM_SECOND + CORE_SECONDS + 3;
  return second >= CORE_PERIOD_SECONDS ? at < CORE_FROM_SECOND || at >= recovered : at >= recovered;
}
