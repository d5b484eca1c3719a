// A clock that tests step by hand.
import type { AdminClock } from "../adminClock.ts";

export interface HandClock extends AdminClock {
  advance(ms: number): void;
  /** Calls everything that repeats, once. */
  beat(): void;
}

export function createHandClock(startMs = 1_800_000_000_000): HandClock {
  let nowMs = startMs;
  const beats = new Set<() => void>();
  return {
    nowMs: () => nowMs,
    every(_periodMs, beat) {
      beats.add(beat);
      return () => void beats.delete(beat);
    },
    advance(ms) {
      nowMs += ms;
    },
    beat() {
      nowMs += 1_000;
      for (const beat of beats) beat();
    },
  };
}
