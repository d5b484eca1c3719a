// Measures what saving costs while a hunt with very many hunters runs. Prints one line of JSON: how long taking a save blocked
// the world (median, p95, maximum, in ms), bytes a save, and the same for its parts. Nothing goes to a disk.
//   node scripts/run.mjs apps/server/src/bench/huntSavingBench.ts [HUNTERS] [SAVES]
import { firstSaveState } from "@doubloon/engine/saved/saveState";
import { SaveWriter } from "@doubloon/engine/saved/saveWriter";
import { ScriptedHunt, shortHunt } from "@doubloon/engine/testing/scriptedHunt";
import { makeMap, testLoot } from "@doubloon/engine/testing/testWorld";

const [hunters = 1_000, saves = 100] = process.argv.slice(2).map(Number);
/** Steps from one save to the next: half a second. */
const STEPS_PER_SAVE = 10;
const SIDE_TILES = 384;

const quantile = (values: readonly number[], part: number): number =>
  Number((values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * part)] ?? 0).toFixed(2));

const script = new ScriptedHunt({
  seed: 1,
  players: hunters,
  hunt: {
    ...shortHunt,
    zone: { x: 0, y: 0, width: SIDE_TILES, height: SIDE_TILES },
    announceTicks: 40,
    waveTicks: [3_200, 3_200, 3_200],
    maxCaches: 2_000,
  },
  world: { map: makeMap(SIDE_TILES, SIDE_TILES, 0), loot: testLoot },
});
script.until(({ state }) => state.phase === "running" && state.found.length >= 5);
const writer = new SaveWriter(script.world, {
  state: firstSaveState("bench"),
  whole: true,
  makeBuffer: (bytes) => new Uint8Array(new SharedArrayBuffer(bytes)),
});
writer.take();
writer.settle(true);
const turns: number[] = [];
const bytes = new Map<string, number[]>();
for (let save = 0; save < saves && !script.archived; save++) {
  for (let i = 0; i < STEPS_PER_SAVE && !script.archived; i++) script.step();
  const startMs = performance.now();
  const { puts } = writer.take();
  turns.push(performance.now() - startMs);
  const sizes = new Map<string, number>([["all", 0]]);
  for (const { key, bytes: record } of puts) {
    const kind = key.slice(0, key.indexOf(":"));
    for (const name of ["all", kind]) sizes.set(name, (sizes.get(name) ?? 0) + record.length);
  }
  for (const [name, size] of sizes) bytes.set(name, [...(bytes.get(name) ?? []), size]);
  writer.settle(true);
}
const { hunts } = script.world;
console.log(
  JSON.stringify({
    hunters,
    saves: turns.length,
    caches: hunts.list[0]?.caches.count,
    found: hunts.list[0]?.found.length,
    marks: script.world.loot.marks.total,
    turnMsP50: quantile(turns, 0.5),
    turnMsP95: quantile(turns, 0.95),
    turnMsMax: quantile(turns, 1),
    bytesP50: Object.fromEntries([...bytes].map(([name, sizes]) => [name, quantile(sizes, 0.5)])),
  }),
);
