// The one timer of a side of a link: calls its sweep with a monotonic time until stopped.
import { performance } from "node:perf_hooks";

const SWEEPS_PER_BEAT = 2;

/** Starts sweeping; returns what stops it. Does not keep the process alive. */
export function startSweeping(beatMs: number, sweep: (nowMs: number) => void): () => void {
  const timer = setInterval(() => sweep(performance.now()), beatMs / SWEEPS_PER_BEAT);
  timer.unref();
  return () => clearInterval(timer);
}
