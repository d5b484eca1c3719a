import { expect, it } from "vitest";
import { SeededRandom } from "../../lib/seededRandom.ts";
import { BEHAVIOURS, chooseBehaviour } from "./table.ts";

it("has unique names", () => {
  const names = BEHAVIOURS.map(({ name }) => name);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  for (const name of names) expect(name).toMatch(/^[a-z0-9-]+$/);
});

it("chooses every row eventually, and the same rows for the same seed", () => {
  const choices = (seed: number): string[] =>
    Array.from({ length: 3_000 }, (_, i) => chooseBehaviour(BEHAVIOURS, new SeededRandom(seed, i)).name);
  expect(choices(5)).toEqual(choices(5));
  expect(new Set(choices(5)).size).toBe(BEHAVIOURS.length);
});
