import { expect, it } from "vitest";
import { makeSeldomLog } from "./seldomLog.ts";

it("tells the first of each kind at once, the next after a while with how many there were", () => {
  let now = 0;
  const told: [string, number][] = [];
  const log = makeSeldomLog({ everyMs: 100, nowMs: () => now, tell: (...what) => told.push(what) });
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

it("keeps a bounded number of kinds", () => {
  let told = 0;
  const log = makeSeldomLog({ everyMs: 100, nowMs: () => 0, tell: () => told++ });
  for (let i = 0; i < 1000; i++) log(String(i));
  expect(told).toBe(65);
});
