// The one timer of a side of a link: calls its sweep with a monotonic time until stopped. While this process itself is
// stalled the time stands still, since what its peers said meanwhile has not been read yet.
import { performance } from "node:perf_hooks";

const SWEEPS_PER_BEAT = 2;
/** The most time that passes from one sweep to the next, in sweeps. */
const MAX_SWEEPS_AT_ONCE = 2;

/** Starts sweeping; returns what stops it. Does not keep the process alive. */
export function startHousekeeping(beatMs: number, sweep: (nowMs: number) => void): () => void {
  const periodMs = beatMs / SWEEPS_PER_BEAT;
  let lastMs = performance.now();
  let timeMs = 0;
  const timer = setInterval(() => {
    const nowMs = performance.now();
    timeMs += Math.min(nowMs - lastMs, periodMs * MAX_SWEEPS_AT_ONCE);
    lastMs = nowMs;
    sweep(timeMs);
  }, periodMs);
  timer.unref();
  return () => clearInterval(timer);
}
