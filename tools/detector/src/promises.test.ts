import { describe, expect, it, vi } from "vitest";
import { play, rows, summary } from "./figures.ts";
import { playedOn, promises } from "./promises.ts";

// Hundreds of searches, which do nothing but compute: on a busy machine they take as long as it lets them.
vi.setConfig({ testTimeout: 300_000 });

describe("the detector of the game", () => {
  it.each(promises.map(({ name, kept }) => [name, kept] as const))("keeps: %s", (_, kept) => {
    expect(kept("game")).toBe(true);
  });

  it("is worth reading with the chart: without it a search takes half as long again at least", () => {
    const climber = summary(play(rows.climber, 100));
    expect(climber.median).toBeGreaterThan(1.5 * playedOn("game", "person").median);
  });

  it("lets the searches of bot and person come to a find", () => {
    for (const row of ["bot", "person"] as const)
      expect(playedOn("game", row).foundPart).toBeGreaterThan(0.95);
  });
});

describe("broken variants fail", () => {
  it.each([
    ["fresh", "a thousand readings in a cell are one value"],
    ["bare", "nine of ten searches of the bot take a minute or more"],
    ["bare", "the bot needs ten digs or more"],
  ] as const)("%s breaks: %s", (variant, name) => {
    const promised = promises.find((promise) => promise.name === name);
    expect(promised?.kept(variant)).toBe(false);
  });
});

describe("a simulation", () => {
  it("is the same for the same seed", () => {
    expect(play(rows.bot, 3, 77)).toEqual(play(rows.bot, 3, 77));
    expect(play(rows.bot, 3, 77)).not.toEqual(play(rows.bot, 3, 78));
  });
});
