// A clock that stands still until it is turned by hand; timers run in order of time while it turns.
import type { Clock } from "../../lib/clock.ts";

export interface HandClock extends Clock {
  /** Turns the clock forward, running what falls due on the way. */
  turn(ms: number): void;
  /** Moves the clock forward without running anything, as a stalled process sees it. */
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
