// Time as a dependency: monotonic and injected, so that tests control it. Knows no wall-clock time.

/** Reads the time; sets no timers. */
export interface MonotonicClock {
  /** Milliseconds since an arbitrary fixed moment, with fractions; never goes back. */
  nowMs(): number;
}

export interface Timer {
  cancel(): void;
}

/** A monotonic clock with timers. */
export interface Clock extends MonotonicClock {
  /** Calls `run` once, `delayMs` from now or later; never during this call, and only after pending I/O events. */
  after(delayMs: number, run: () => void): Timer;
}

/** The machine's monotonic clock. */
export function createSystemClock(): Clock {
  return {
    nowMs: () => performance.now(),
    after(delayMs, run) {
      if (delayMs <= 0) {
        // setTimeout(run, 0) would wait at least 1 ms.
        const immediate = setImmediate(run);
        return { cancel: () => clearImmediate(immediate) };
      }
      const timeout = setTimeout(run, Math.ceil(delayMs));
      return { cancel: () => clearTimeout(timeout) };
    },
  };
}
