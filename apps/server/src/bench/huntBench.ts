// Measures the ticks of a hunt in the engine alone: hunters walk, read, dig and find in one zone, without any connection.
// The same hunt runs several times and each tick counts with its shortest time, so that a busy machine says little.
// Prints one line of JSON for each number of hunters: milliseconds of a tick while the hunt runs, in its countdown (which makes
// the plan) and before (walking only).
//   node scripts/run.mjs apps/server/src/bench/huntBench.ts [HUNTERS...]
import { stepWorld } from "@doubloon/engine/stepWorld";
import { ScriptedHunt, shortHunt } from "@doubloon/engine/testing/scriptedHunt";
import { makeMap } from "@doubloon/engine/testing/testWorld";
import type { ResolvedHunt } from "@doubloon/shared/hunt/definition";
import { CHUNK_TILES } from "@doubloon/shared/space";

const RUNS = 5;
const SIDE_TILES = 512;
/** One walk in so many goes to the cache, so that a cache lasts for a while. */
const AIM_ONE_IN = 60;
const map = makeMap(SIDE_TILES, SIDE_TILES, 0);

/** As the design grows a zone: the square root of a third of the hunters, from 6 to 24 chunks. */
function huntFor(hunters: number): ResolvedHunt {
  const side = Math.round(Math.min(24, Math.max(6, Math.sqrt(hunters / 3)))) * CHUNK_TILES;
  const start = (SIDE_TILES - side) / 2;
  return {
    ...shortHunt,
    zone: { x: start, y: start, width: side, height: side },
    announceTicks: 400,
    countdownTicks: 200,
    waveTicks: [1200, 1200, 1200],
    huntersPerCache: 2,
    maxCaches: 2500,
    clues: { ...shortHunt.clues, riddleTicks: 400, hintTicks: 400 },
  };
}

function play(hunters: number, ticks: Map<string, number[]>): ScriptedHunt {
  let tick = 0;
  const run: typeof stepWorld = (world, input) => {
    const began = performance.now();
    const facts = stepWorld(world, input);
    const ms = performance.now() - began;
    const phase = world.hunts.list[0]?.phase ?? "none";
    const times = ticks.get(phase) ?? [];
    ticks.set(phase, times);
    times[tick] = Math.min(times[tick] ?? ms, ms);
    tick++;
    return facts;
  };
  const options = { seed: 7, players: hunters, hunt: huntFor(hunters), aimOneIn: AIM_ONE_IN };
  const script = new ScriptedHunt({ ...options, run, world: { map } });
  script.until(({ state }) => state.phase === "podium");
  return script;
}

function summary(times: readonly number[] = []): Record<string, number> {
  const sorted = times.filter((ms) => ms !== undefined).toSorted((a, b) => a - b);
  const at = (part: number) => Number((sorted[Math.floor((sorted.length - 1) * part)] ?? 0).toFixed(2));
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}

for (const hunters of process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1000, 5000]) {
  const ticks = new Map<string, number[]>();
  let script = play(hunters, ticks);
  for (let i = 1; i < RUNS; i++) script = play(hunters, ticks);
  const { caches, found } = script.state;
  const readings = script.facts.filter(({ type }) => type === "reading").length;
  const phases = ["announced", "countdown", "running", "podium"];
  const times = Object.fromEntries(phases.map((phase) => [phase, summary(ticks.get(phase))]));
  process.stdout.write(
    `${JSON.stringify({ hunters, caches: caches.count, found: found.length, readings, ...times })}\n`,
  );
}
