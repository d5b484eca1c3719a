import type { HuntDefinition } from "@doubloon/shared/hunt/definition";
import { expect, it } from "vitest";
import { definitionOf, draftOf, EMPTY_DRAFT } from "./draft.ts";

it("makes numbers of numbers, and leaves what is none for the server to refuse", () => {
  const draft = {
    ...EMPTY_DRAFT,
    minCaches: "six",
    waves: "60, x",
    zone: "rect",
    where: "1,2,96,96",
  } as const;
  expect(definitionOf(draft)).toMatchObject({
    minCaches: "six",
    waveSeconds: [60, "x"],
    zone: { rect: { x: 1, y: 2, width: 96, height: 96 } },
    tiers: [
      { name: "bronze box", value: 100, share: 6 },
      { name: "silver box", value: 200, share: 3 },
      { name: "gold box", value: 400, share: 1 },
    ],
  });
});

it.each<Partial<HuntDefinition>>([
  { schedule: { everyMinutes: 12 }, zone: { area: "Gull Island" } },
  { schedule: { cron: "0 20 * * 6" }, zone: { rect: { x: 1, y: 2, width: 3, height: 4 } } },
  { schedule: { once: "2026-12-24T20:00:00Z" } },
  { schedule: { when: "quiet" }, kind: "pocket" },
  { schedule: { everyMinutes: 36, offsetMinutes: 12 }, zone: { grown: { minChunks: 12, maxChunks: 20 } } },
  { zone: { area: "Gull Island", grown: { minChunks: 7, maxChunks: 9 } } },
  { countdownSeconds: 20, podiumSeconds: 40, tools: ["spade"] },
])("copies a definition into fields and back: %j", (change) => {
  const definition = {
    ...(definitionOf({ ...EMPTY_DRAFT, id: "a", title: "A hunt" }) as HuntDefinition),
    ...change,
  };
  expect(definitionOf(draftOf(definition))).toEqual(definition);
});
