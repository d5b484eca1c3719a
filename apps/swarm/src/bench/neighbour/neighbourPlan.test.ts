import { expect, it } from "vitest";
import { isQuietSecond, neighbourStep } from "./neighbourPlan.ts";

/** Share of a time in which the neighbour is busy. */
function busyShare(kind: "quarter" | "core", fromMs: number, toMs: number): number {
  let busyMs = 0;
  for (let atMs = fromMs; atMs < toMs; ) {
    const { busy, forMs } = neighbourStep(kind, atMs);
    expect(forMs).toBeGreaterThan(0);
    const untilMs = Math.min(atMs + forMs, toMs);
    if (busy) busyMs += untilMs - atMs;
    atMs = untilMs;
  }
  return busyMs / (toMs - fromMs);
}

it("a quarter is 5 ms of every 20", () => {
  expect(busyShare("quarter", 0, 10_000)).toBeCloseTo(0.25);
  expect(neighbourStep("quarter", 1002)).toEqual({ busy: true, forMs: 3 });
  expect(neighbourStep("quarter", 1005)).toEqual({ busy: false, forMs: 15 });
});

it("a core is a whole one for 3 s of every 15", () => {
  expect(busyShare("core", 0, 150_000)).toBeCloseTo(0.2);
  expect(busyShare("core", 6_000, 9_000)).toBe(1);
  expect(busyShare("core", 9_000, 21_000)).toBe(0);
});

it("may have no effect from 3 s after a busy period", () => {
  const quiet = Array.from({ length: 30 }, (_, second) => isQuietSecond("core", second));
  expect(quiet.map((is, second) => (is ? second : -1)).filter((second) => second >= 0)).toEqual([
    12, 13, 14, 15, 16, 17, 18, 19, 20, 27, 28, 29,
  ]);
});
