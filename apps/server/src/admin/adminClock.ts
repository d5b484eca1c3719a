// The console's time: the hour for sign-ins and samples, and the beat of once a second. Tests step their own.

export interface AdminClock {
  /** Unix time in ms. */
  nowMs(): number;
  /** Calls `beat` every `periodMs` until the answer is called. */
  every(periodMs: number, beat: () => void): () => void;
}

export const systemClock: AdminClock = {
  nowMs: () => Date.now(),
  every(periodMs, beat) {
    const timer = setInterval(beat, periodMs);
    // The console keeps no process alive.
    timer.unref();
    return () => clearInterval(timer);
  },
};
