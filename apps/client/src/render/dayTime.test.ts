import { expect, it } from "vitest";
import { DAY_TICKS, darknessAt, dayPart, tintAt } from "./dayTime.ts";

const parts = Array.from({ length: 1000 }, (_, i) => i / 1000);
const channels = (color: number): number[] => [color >> 16, (color >> 8) & 255, color & 255];

it("a new world begins by day, and a day later it is the same hour", () => {
  expect(tintAt(dayPart(0))).toBe(0xffffff);
  expect(dayPart(DAY_TICKS + 17)).toBeCloseTo(dayPart(17));
});

it("it is dark for a part of the day, and never too dark to read", () => {
  const darkest = Math.min(...parts.flatMap((part) => channels(tintAt(part))));
  expect(darkest).toBeLessThan(170);
  expect(darkest).toBeGreaterThan(120);
  expect(parts.filter((part) => darknessAt(part) === 0).length).toBeGreaterThan(500);
  expect(Math.max(...parts.map(darknessAt))).toBe(1);
});

it("the light changes without a jump, at midnight too", () => {
  for (const [i, part] of parts.entries()) {
    const before = channels(tintAt(parts[(i + parts.length - 1) % parts.length]));
    const now = channels(tintAt(part));
    for (const [channel, value] of now.entries()) expect(Math.abs(value - before[channel])).toBeLessThan(6);
  }
});
