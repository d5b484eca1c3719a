// A clock that tests step by hand.
import type { AdminClock } from "../adminClock.ts";

export interface HandClock extends AdminClock {
  advance(ms: number): void;
  /** Advances by a second and runs every timer once. */
  tick(): void;
}

export function createHandClock(startMs = 1_800_000_000_000): HandClock {
  let nowMs = startMs;
  const timers = new Set<() => void>();
  return {
    nowMs: () => nowMs,
    every(_periodMs, run) {
      timers.add(run);
      return () => void timers.delete(run);
    },
    advance(ms) {
      nowMs += ms;
    },
    tick() {
      nowMs += 1_000;
      for (const run of timers) run();
    },
  };
}
