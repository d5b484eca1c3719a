// A world that is restored in the middle of a hunt plays on exactly like the original.
import { expect, test } from "vitest";
import { restoreWorld, snapshotWorld } from "../../saved/snapshot.ts";
import { stepWorld } from "../../stepWorld.ts";
import { hashHunts } from "../../testing/hashHunts.ts";
import { hashWorld } from "../../testing/hashWorld.ts";
import { huntMap, ScriptedHunt } from "../../testing/scriptedHunt.ts";
import { testLoot } from "../../testing/testWorld.ts";
import type { World } from "../../world.ts";

/** What the hunt is doing when it is restored. */
const moments: readonly [string, (script: ScriptedHunt) => boolean][] = [
  ["while players join", ({ state }) => state.phase === "announced"],
  ["in the middle of planning", ({ state }) => state.planSteps > 0 && state.root === ""],
  ["while hunters are dealt", ({ state }) => state.phase === "running" && state.untuned.length > 0],
  ["while a cache is unearthed", ({ state }) => state.struck.some(({ work }) => work.length > 0)],
  ["while a mimic holds", ({ state }) => state.struck.some(({ cache }) => state.caches.mimic[cache] === 1)],
  ["in the last wave", ({ state }) => state.wave === 3],
  ["on the podium", ({ state }) => state.phase === "podium"],
  ["when it is over", ({ state }) => state.phase === "over"],
];

test.each(moments)("restored %s, a hunt goes on like the original", (_, moment) => {
  for (let seed = 0; seed < 2; seed++) {
    let restored: World | undefined;
    const script = new ScriptedHunt({
      seed,
      players: 200,
      run: (world, input) => {
        if (restored !== undefined) stepWorld(restored, input);
        return stepWorld(world, input);
      },
    });
    script.until(moment);
    restored = restoreWorld(snapshotWorld(script.world), { map: huntMap, loot: testLoot, seed: 99 });
    expect(hashHunts(restored)).toBe(hashHunts(script.world));
    for (let i = 0; i < 400 && !script.archived; i++) {
      script.step();
      if (i % 20 === 0) expect(hashHunts(restored)).toBe(hashHunts(script.world));
    }
    expect(hashWorld(restored)).toBe(hashWorld(script.world));
  }
});
