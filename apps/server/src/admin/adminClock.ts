// The console's clock and timers. Tests use one that they step by hand.

export interface AdminClock {
  /** Unix time in ms. */
  nowMs(): number;
  /** Calls `run` every `periodMs` until the returned function is called. */
  every(periodMs: number, run: () => void): () => void;
}

export const systemClock: AdminClock = {
  nowMs: () => Date.now(),
  every(periodMs, run) {
    const timer = setInterval(run, periodMs);
    // The console does not keep the process alive.
    timer.unref();
    return () => clearInterval(timer);
  },
};
