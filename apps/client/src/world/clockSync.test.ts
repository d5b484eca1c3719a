import type { Tick } from "@doubloon/shared/ids";
import { addTicks, TICK_MS } from "@doubloon/shared/time";
import { describe, expect, it } from "vitest";
import { ClockSync } from "./clockSync.ts";

/** Samples frames of every other tick, each delayed by `delayMs`. Returns the last arrival time. */
function feed(
  clock: ClockSync,
  base: Tick,
  from: number,
  to: number,
  delayMs: (i: number) => number,
): number {
  let now = 0;
  for (let i = from; i < to; i += 2) {
    now = i * TICK_MS + delayMs(i);
    clock.sample(addTicks(base, i), now);
  }
  return now;
}

describe("ClockSync", () => {
  it("follows the fastest arrivals despite jitter", () => {
    const base = 1000 as Tick;
    const clock = new ClockSync(base, 90);
    feed(clock, base, 0, 200, (i) => 20 + (i % 10) * 8);
    expect(clock.ticksAt(200 * TICK_MS + 20)).toBeCloseTo(200, 1);
  });

  it("S4 keeps counting when ticks wrap", () => {
    const base = 0xffff_fff0 as Tick;
    const clock = new ClockSync(base, 0);
    feed(clock, base, 0, 100, () => 0);
    expect(clock.since(4 as Tick)).toBe(20);
    expect(clock.ticksAt(100 * TICK_MS)).toBeCloseTo(100, 5);
  });

  it("never runs backwards while it corrects an error", () => {
    const base = 0 as Tick;
    const clock = new ClockSync(base, 0);
    let last = Number.NEGATIVE_INFINITY;
    let now = 0;
    // The delay grows by 200 ms half way.
    for (let i = 0; i < 400; i += 2) {
      const arrival = i * TICK_MS + (i < 200 ? 10 : 210);
      for (; now < arrival; now += 16) {
        const ticks = clock.ticksAt(now);
        expect(ticks).toBeGreaterThanOrEqual(last);
        last = ticks;
      }
      clock.sample(i as Tick, arrival);
    }
    expect(clock.ticksAt(400 * TICK_MS + 210)).toBeCloseTo(400, 1);
  });

  it("jumps at once if the world has slipped by more than half a second", () => {
    const base = 0 as Tick;
    const clock = new ClockSync(base, 0);
    feed(clock, base, 0, 20, () => 10);
    feed(clock, base, 20, 300, () => 3010);
    expect(clock.ticksAt(300 * TICK_MS + 3010)).toBeCloseTo(300, 1);
  });

  it("returns the delay of an arrival", () => {
    const clock = new ClockSync(0 as Tick, 0);
    expect(clock.sample(0 as Tick, 10)).toBe(0);
    expect(clock.sample(2 as Tick, 160)).toBe(1);
  });
});
