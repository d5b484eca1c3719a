import { expect, it } from "vitest";
import { spreadEvenly } from "./selection.ts";

it.each([10, 100, 999])("spreads every prefix of %i players evenly", (count) => {
  const order = spreadEvenly(Array.from({ length: count }, (_, i) => i));
  expect([...order].sort((a, b) => a - b)).toEqual([...Array(count).keys()]);
  for (const part of [0.3, 0.5, 0.8]) {
    const inside = order.slice(0, count * part);
    for (let from = 0; from + count / 5 <= count; from += count / 5) {
      const here = inside.filter((i) => i >= from && i < from + count / 5).length;
      expect(Math.abs(here - (count / 5) * part)).toBeLessThanOrEqual(2);
    }
  }
});
