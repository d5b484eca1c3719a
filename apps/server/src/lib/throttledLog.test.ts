import { expect, it } from "vitest";
import { makeThrottledLog } from "./throttledLog.ts";

it("reports the first event of each key at once, and the next after the interval with the number suppressed", () => {
  let now = 0;
  const told: [string, number][] = [];
  const log = makeThrottledLog({
    everyMs: 100,
    nowMs: () => now,
    tell: (key, suppressed) => told.push([key, suppressed]),
  });
  for (const key of ["a", "a", "b", "a"]) log(key);
  now = 100;
  log("a");
  log("a");
  expect(told).toEqual([
    ["a", 0],
    ["b", 0],
    ["a", 2],
  ]);
});

it("bounds the number of keys", () => {
  let told = 0;
  const log = makeThrottledLog({ everyMs: 100, nowMs: () => 0, tell: () => told++ });
  for (let i = 0; i < 1000; i++) log(String(i));
  expect(told).toBe(65);
});
