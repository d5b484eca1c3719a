import { makeRandom, nextRandom } from "@doubloon/engine/random";
import { WorldGround } from "@doubloon/engine/worldGround";
import { expect, test } from "vitest";
import { dryRun } from "./dryRun.ts";
import { huntMap, shortDefinition } from "./testing/playedHunt.ts";

const long = { ...shortDefinition, waveSeconds: [160, 160, 160] };

function options() {
  const state = makeRandom(5);
  return {
    map: huntMap,
    ground: new WorldGround(huntMap),
    random: () => nextRandom(state) / 2 ** 32,
  };
}

test("more hunters to a cache find sooner, and the same chance gives the same run", async () => {
  const few = await dryRun({ ...long, huntersPerCache: 2 }, 8, options());
  const many = await dryRun({ ...long, huntersPerCache: 20 }, 80, options());
  expect(few).toMatchObject({ hunters: 8, runs: 20, caches: 4, zone: { width: 96, height: 96 } });
  expect(many.caches).toBe(4);
  expect(many.firstFindSeconds).toBeLessThan(few.firstFindSeconds ?? 0);
  expect(many.medianFindSeconds).toBeLessThan(few.medianFindSeconds ?? 0);
  expect(await dryRun({ ...long, huntersPerCache: 2 }, 8, options())).toEqual(few);
});

test("hints make finds sooner", async () => {
  const without = await dryRun(
    { ...long, clues: { piece: false, turned: false, riddleSeconds: 0, hintSeconds: 0 } },
    12,
    options(),
  );
  const clued = await dryRun(long, 12, options());
  expect(clued.medianFindSeconds).toBeLessThan(without.medianFindSeconds ?? 0);
});

test("without hunters it says how many caches there would be, and where", async () => {
  expect(await dryRun(long, 0, options())).toMatchObject({ runs: 0, caches: 4, foundPercent: 0 });
  const nowhere = { ...long, zone: { area: "Atlantis" } };
  await expect(dryRun(nowhere, 5, options())).rejects.toThrow('no area "Atlantis"');
});
