import { expect, it } from "vitest";
import { Chance } from "../../lib/seededRandom.ts";
import { BEHAVIOURS, chooseBehaviour } from "./table.ts";

it("has every name once", () => {
  const names = BEHAVIOURS.map(({ name }) => name);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  for (const name of names) expect(name).toMatch(/^[a-z0-9-]+$/);
});

it("chooses every one sooner or later, and the same ones for the same seed", () => {
  const choices = (seed: number): string[] =>
    Array.from({ length: 3_000 }, (_, i) => chooseBehaviour(BEHAVIOURS, new Chance(seed, i)).name);
  expect(choices(5)).toEqual(choices(5));
  expect(new Set(choices(5)).size).toBe(BEHAVIOURS.length);
});
