import { expect, it } from "vitest";
import { readTickCounts, tickP99Ms } from "./huntStorm.ts";

const metrics = (...counts: readonly number[]): string =>
  ["0.001", "0.0025", "0.005", "+Inf"]
    .map((bound, i) => `doubloon_tick_seconds_bucket{le="${bound}"} ${counts[i]}`)
    .join("\n");

it("the ticks between two scrapes have a percentile, within its bucket", () => {
  const before = readTickCounts(metrics(5, 500, 501, 501));
  expect(tickP99Ms(before, readTickCounts(metrics(105, 600, 601, 601)))).toBe(0.99);
  expect(tickP99Ms(before, readTickCounts(metrics(5, 580, 601, 601)))).toBe(4.88);
  expect(tickP99Ms(before, readTickCounts(metrics(5, 500, 501, 601)))).toBe(5);
  expect(tickP99Ms(before, before)).toBe(0);
});
