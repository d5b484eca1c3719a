import { expect, it } from "vitest";
import { Chance } from "./seededRandom.ts";

const stream = (seed: number, number: number): number[] => {
  const chance = new Chance(seed, number);
  return Array.from({ length: 8 }, () => chance.next());
};

it("makes the same choices for the same seed and number, and others for others", () => {
  expect(stream(7, 3)).toEqual(stream(7, 3));
  expect(stream(7, 3)).not.toEqual(stream(7, 4));
  expect(stream(7, 3)).not.toEqual(stream(8, 3));
});

it("covers its range, both ends included", () => {
  const chance = new Chance(1, 0);
  const seen = new Set(Array.from({ length: 400 }, () => chance.integer(2, 5)));
  expect([...seen].sort()).toEqual([2, 3, 4, 5]);
});
