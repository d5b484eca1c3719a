import { describe, expect, it } from "vitest";
import { resultsAddress, resultsOf } from "./resultsAddress.ts";
import { resultsFrom } from "./resultsFile.ts";

describe("a results file", () => {
  it("is ranked with shared ranks, teams added up, bots last and without a rank", () => {
    const results = resultsFrom({
      title: "Salt",
      startsAt: 5,
      endsAt: 6,
      rows: [
        { name: "Ben", points: 50, finds: 1, team: "A" },
        { name: "Robo ⚙", points: 90, finds: 2, bot: true },
        { name: "Anna", points: 70, finds: 2 },
        { name: "Cleo", points: 50, finds: 1, team: "A" },
      ],
      caches: [{ tileX: 1, tileY: 2, tier: "crown", mimic: false, foundAtMs: 9, by: ["Anna"] }],
    });
    expect(results.rows.map(({ name, rank }) => [name, rank])).toEqual([
      ["Anna", 1],
      ["Ben", 2],
      ["Cleo", 2],
      ["Robo ⚙", 0],
    ]);
    expect(results.teams).toEqual([{ name: "Ben, Cleo", points: 100, rank: 1 }]);
    expect(results.caches).toEqual([
      { tileX: 1, tileY: 2, tier: "crown", mimic: false, found: true, by: ["Anna"] },
    ]);
  });

  it.each([[undefined], [null], [[]], ["text"], [{ rows: 3, caches: [null, 7] }]])(
    "of %j harms nothing",
    (file) => {
      expect(resultsFrom(file).rows).toEqual([]);
    },
  );
});

describe("the address of results", () => {
  it("is read back, and only a whole number above 0 is one", () => {
    const at = (rest: string): number | undefined => resultsOf(`http://island.test${rest}`);
    expect(at(resultsAddress(12))).toBe(12);
    expect(at("/#results/12")).toBe(12);
    for (const other of ["/", "/?hunt=", "/?hunt=x", "/?hunt=0", "/?hunt=-1", "/?team=GULL7", "/#results/"])
      expect(at(other)).toBeUndefined();
  });
});
