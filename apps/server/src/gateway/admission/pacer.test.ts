import { describe, expect, it } from "vitest";
import { Pacer } from "./pacer.ts";

const LIMITS = { minPerSecond: 100, maxPerSecond: 1000, burst: 5 };

/** Runs a 5 ms timer for a second, each time `lateMs` late. */
function second(pace: Pacer, lateMs: number, fromMs: number): number {
  let nowMs = fromMs;
  for (pace.begin(nowMs); nowMs < fromMs + 1000; ) {
    nowMs += 5 + lateMs;
    pace.observe(lateMs, nowMs);
  }
  return nowMs;
}

describe("the pace of the gate", () => {
  it("falls to its minimum while the event loop is late, and rises again", () => {
    const pace = new Pacer(LIMITS, 0);
    expect(pace.perSecond).toBe(500);
    let nowMs = second(pace, 20, 0);
    expect(pace.perSecond).toBeLessThan(250);
    for (let i = 0; i < 10; i++) nowMs = second(pace, 20, nowMs);
    expect(pace.perSecond).toBe(100);
    nowMs = second(pace, 0, nowMs);
    expect(pace.perSecond).toBeGreaterThan(250);
    for (let i = 0; i < 10; i++) nowMs = second(pace, 0, nowMs);
    expect(pace.perSecond).toBe(1000);
  });

  it("starts over after a quiet time", () => {
    const pace = new Pacer(LIMITS, 0);
    const nowMs = second(pace, 20, 0);
    pace.begin(nowMs + 1_000);
    expect(pace.perSecond).toBeLessThan(250);
    pace.begin(nowMs + 10_000);
    expect(pace.perSecond).toBe(500);
  });

  it("ignores a single pause", () => {
    const pace = new Pacer(LIMITS, 0);
    pace.begin(0);
    for (let nowMs = 5; nowMs <= 200; nowMs += 5) pace.observe(nowMs === 100 ? 60 : 0, nowMs);
    expect(pace.perSecond).toBeGreaterThanOrEqual(500);
  });

  it("admits a burst after a quiet time, then one by one", () => {
    const pace = new Pacer(LIMITS, 0);
    const atOnce = Array.from({ length: 10 }, () => pace.take(1000)).filter(Boolean);
    expect(atOnce).toHaveLength(5);
    expect([pace.take(1001), pace.take(1002), pace.take(1003)]).toEqual([false, true, false]);
  });
});
