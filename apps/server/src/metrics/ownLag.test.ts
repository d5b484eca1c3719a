import { expect, test } from "vitest";
import { makeOwnLag } from "./ownLag.ts";

test("lag counts as a process's own only in seconds in which it used a good part of a core", () => {
  let cpu = 100;
  let now = 5000;
  const ownLag = makeOwnLag({ cpuMs: () => cpu, nowMs: () => now });
  const second = (tookMs: number): number => {
    cpu += tookMs;
    now += 1000;
    return ownLag(45);
  };
  expect(second(900)).toBe(45);
  expect(second(30)).toBe(0);
  expect(second(150)).toBe(45);
  expect(second(149)).toBe(0);
});
