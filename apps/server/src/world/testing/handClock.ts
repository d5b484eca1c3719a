// A manual clock for tests: it stands still until the test advances it, and runs timers in order while it does.
import type { Clock } from "../../lib/clock.ts";

export interface HandClock extends Clock {
  /** Advances the clock and runs the timers that fall due. */
  turn(ms: number): void;
  /** Advances the clock without running timers, as a stalled process sees it. */
  stall(ms: number): void;
}

export function makeHandClock(): HandClock {
  let now = 0;
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  return {
    nowMs: () => now,
    after(delayMs, run) {
      const timer = { at: now + Math.max(0, delayMs), run };
      timers.add(timer);
      return { cancel: () => void timers.delete(timer) };
    },
    turn(ms) {
      const end = now + ms;
      for (;;) {
        let next: { readonly at: number; readonly run: () => void } | undefined;
        for (const timer of timers) if (next === undefined || timer.at < next.at) next = timer;
        if (next === undefined || next.at > end) break;
        timers.delete(next);
        now = Math.max(now, next.at);
        next.run();
      }
      now = end;
    },
    stall(ms) {
      now += ms;
    },
  };
}
