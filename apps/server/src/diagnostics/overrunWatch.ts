// Notices that the event loop, and with it the tick, is badly late, and says so at a bounded rate. It records nothing.

/** Time between two looks, in ms: a tick. */
export const LOOK_MS = 50;

export interface OverrunWatchOptions {
  /** Lateness of the event loop that counts as a bad overrun, in ms. */
  readonly thresholdMs: number;
  /** At most one report in this time, in ms. */
  readonly everyMs: number;
  /** Time after the start in which nothing is reported, in ms: loading a world blocks the loop for long. */
  readonly graceMs: number;
  /** Monotonic, in ms. */
  readonly nowMs: () => number;
  /** Returns whether the report is taken; if not, a later overrun is reported. */
  readonly report: (lateMs: number) => boolean;
}

/** Makes a function to call every LOOK_MS. Call it once at the start. */
export function makeOverrunWatch({
  thresholdMs,
  everyMs,
  graceMs,
  nowMs,
  report,
}: OverrunWatchOptions): () => void {
  let expectedMs = nowMs() + LOOK_MS;
  let quietUntilMs = nowMs() + graceMs;
  return () => {
    const now = nowMs();
    const lateMs = now - expectedMs;
    expectedMs = now + LOOK_MS;
    if (lateMs < thresholdMs || now < quietUntilMs) return;
    if (report(lateMs)) quietUntilMs = now + everyMs;
  };
}
