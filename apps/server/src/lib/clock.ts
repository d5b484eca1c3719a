// The only time that the world's host knows: monotonic and injected, timers with it, so that tests turn it by hand.

export interface Timer {
  cancel(): void;
}

export interface Clock {
  /** Milliseconds since some fixed moment, with fractions; never goes back. */
  nowMs(): number;
  /** Calls `run` once, `delayMs` from now or a little later; never within the call, and after what has come in by now. */
  after(delayMs: number, run: () => void): Timer;
}

/** The machine's own monotonic clock. */
export function createSystemClock(): Clock {
  return {
    nowMs: () => performance.now(),
    after(delayMs, run) {
      if (delayMs <= 0) {
        // A timer of no time would still take a millisecond.
        const immediate = setImmediate(run);
        return { cancel: () => clearImmediate(immediate) };
      }
      const timeout = setTimeout(run, Math.ceil(delayMs));
      return { cancel: () => clearTimeout(timeout) };
    },
  };
}
