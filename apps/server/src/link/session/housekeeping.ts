// The one timer of a link endpoint: calls its housekeeping with a monotonic time until stopped. While this process is
// stalled that time stands still, because packets that arrived meanwhile have not been read yet.
import { performance } from "node:perf_hooks";

const RUNS_PER_KEEPALIVE = 2;
/** The most time that counts from one run to the next, in periods. */
const MAX_PERIODS_PER_RUN = 2;

/** Starts the timer, which does not keep the process alive; the returned function stops it. */
export function startHousekeeping(keepaliveMs: number, housekeep: (nowMs: number) => void): () => void {
  const periodMs = keepaliveMs / RUNS_PER_KEEPALIVE;
  let lastMs = performance.now();
  let timeMs = 0;
  const timer = setInterval(() => {
    const nowMs = performance.now();
    timeMs += Math.min(nowMs - lastMs, periodMs * MAX_PERIODS_PER_RUN);
    lastMs = nowMs;
    housekeep(timeMs);
  }, periodMs);
  timer.unref();
  return () => clearInterval(timer);
}
