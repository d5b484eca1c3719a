import { expect, it } from "vitest";
import { SeededRandom } from "./seededRandom.ts";

const valuesOf = (seed: number, stream: number): number[] => {
  const random = new SeededRandom(seed, stream);
  return Array.from({ length: 8 }, () => random.next());
};

it("gives the same values for the same seed and stream, and others for others", () => {
  expect(valuesOf(7, 3)).toEqual(valuesOf(7, 3));
  expect(valuesOf(7, 3)).not.toEqual(valuesOf(7, 4));
  expect(valuesOf(7, 3)).not.toEqual(valuesOf(8, 3));
});

it("covers the whole range, both ends included", () => {
  const random = new SeededRandom(1, 0);
  const seen = new Set(Array.from({ length: 400 }, () => random.integer(2, 5)));
  expect([...seen].sort()).toEqual([2, 3, 4, 5]);
});
