// Formatting of numbers.
import { expect, test } from "vitest";
import {
  formatBytes,
  formatBytesPerSecond,
  formatClock,
  formatCount,
  formatDayAndClock,
  formatMs,
} from "./format.ts";

test("counts", () => {
  expect([0, 0.5, 9.96, 12.4, 10_000].map(formatCount)).toEqual(["0", "0.5", "10", "12", "10,000"]);
});

test("times", () => {
  expect([0, 0.34, 3.44, 12.6, 999, 1_500].map(formatMs)).toEqual([
    "0 ms",
    "0.34 ms",
    "3.4 ms",
    "13 ms",
    "999 ms",
    "1.5 s",
  ]);
});

test("bytes", () => {
  expect([0, 999, 1_000, 99_950, 310_400_000, 2_400_000_000].map(formatBytes)).toEqual([
    "0 B",
    "999 B",
    "1 kB",
    "100 kB",
    "310 MB",
    "2.4 GB",
  ]);
  expect(formatBytesPerSecond(1_500)).toBe("1.5 kB/s");
});

test("times of another day have its date", () => {
  const noon = new Date(2026, 10, 25, 12).getTime();
  expect(formatDayAndClock(noon, noon + 3_600_000)).toBe(formatClock(noon));
  expect(formatDayAndClock(noon, noon + 86_400_000)).toBe(`25 Nov, ${formatClock(noon)}`);
});
