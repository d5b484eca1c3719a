import { expect, it } from "vitest";
import { makeThrottledLog } from "./throttledLog.ts";

it("reports the first event of each key at once, and the next after the interval with the number suppressed", () => {
  let now = 0;
  const reported: [string, number][] = [];
  const log = makeThrottledLog({
    everyMs: 100,
    nowMs: () => now,
    report: (key, suppressed) => reported.push([key, suppressed]),
  });
  for (const key of ["a", "a", "b", "a"]) log(key);
  now = 100;
  log("a");
  log("a");
  expect(reported).toEqual([
    ["a", 0],
    ["b", 0],
    ["a", 2],
  ]);
});

it("bounds the number of keys", () => {
  let reported = 0;
  const log = makeThrottledLog({ everyMs: 100, nowMs: () => 0, report: () => reported++ });
  for (let i = 0; i < 1000; i++) log(String(i));
  expect(reported).toBe(65);
});
