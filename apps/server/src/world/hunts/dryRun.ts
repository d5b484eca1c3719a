// A dry run: hunts a definition with simulated hunters, to predict when caches are found. A simulated hunter is a time to find
// a cache, drawn from what docs/detector.md measured for a person with the chart; riddle and hints make it shorter. It
// places nothing and draws nothing from the world. Each run is a few milliseconds, with the event loop free in between.
import { eligibleTiles } from "@doubloon/shared/fair/eligible";
import { cacheCount } from "@doubloon/shared/fair/plan/planHunt";
import type { HuntDefinition, ResolvedHunt } from "@doubloon/shared/hunt/definition";
import type { WorldMap } from "@doubloon/shared/map";
import type { Ground } from "@doubloon/shared/movement";
import type { DryRun } from "@doubloon/shared/protocol/adminHunts";
import { TICK_HZ } from "@doubloon/shared/time";
import { resolveHunt } from "../../content/hunts/resolveHunt.ts";

const RUNS = 20;
const STEP_SECONDS = 2;
/** Median time of a person with the chart in the zone of the measurement, and the spread of its logarithm. */
const SEARCH_SECONDS = 229;
const SEARCH_TILES = 192 * 192;
const SEARCH_SPREAD = 0.49;
/** How much faster a riddle makes a search, and a hint, which halves the area. */
const RIDDLE_FACTOR = 1.25;
const HINT_FACTOR = Math.SQRT2;
/** A search is not faster than the way to the cache, one reading and one dig. */
const MIN_SEARCH_SECONDS = 15;

export interface DryRunOptions {
  readonly map: WorldMap;
  readonly ground: Ground;
  /** A number from 0 to 1. */
  readonly random: () => number;
}

/**
 * Predicts the finds of a hunt with so many hunters; with none it only resolves the definition.
 * @throws RangeError if the map has no room for the hunt
 */
export async function dryRun(
  definition: HuntDefinition,
  hunters: number,
  { map, ground, random }: DryRunOptions,
): Promise<DryRun> {
  const hunt = resolveHunt({ definition, number: 1, players: hunters, map });
  const { tiles } = eligibleTiles(hunt.zone, ground);
  const caches = cacheCount(hunt, hunters, tiles.length);
  const finds: number[] = [];
  const firsts: number[] = [];
  const runs = hunters > 0 ? RUNS : 0;
  for (let run = 0; run < runs; run++) {
    const found = simulate(hunt, hunters, caches, random);
    finds.push(...found);
    if (found.length > 0) firsts.push(found[0]);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return {
    hunters,
    runs,
    caches,
    zone: hunt.zone,
    firstFindSeconds: median(firsts),
    medianFindSeconds: median(finds),
    foundPercent: runs === 0 ? 0 : Math.round((100 * finds.length) / (runs * caches)),
  };
}

/** When caches were found in one run, in seconds from the start, ascending. */
function simulate(hunt: ResolvedHunt, hunters: number, caches: number, random: () => number): number[] {
  const { waveTicks, zone, clues } = hunt;
  const starts = waveTicks.map(
    (_, wave) => waveTicks.slice(0, wave).reduce((sum, ticks) => sum + ticks, 0) / TICK_HZ,
  );
  const end = waveTicks.reduce((sum, ticks) => sum + ticks, 0) / TICK_HZ;
  const scale = Math.sqrt((zone.width * zone.height) / SEARCH_TILES);
  const startOf = (cache: number): number => starts[cache % waveTicks.length];
  const left = new Float64Array(hunters);
  const cacheOf = new Int32Array(hunters).fill(-1);
  const searched = new Int32Array(caches);
  const found = new Uint8Array(caches);
  const finds: number[] = [];
  for (let seconds = 0; seconds < end; seconds += STEP_SECONDS) {
    for (let hunter = 0; hunter < hunters; hunter++) {
      let cache = cacheOf[hunter];
      if (cache < 0 || found[cache] === 1) {
        cache = -1;
        for (let other = 0; other < caches; other++) {
          if (found[other] === 1 || startOf(other) > seconds) continue;
          if (cache < 0 || searched[other] < searched[cache]) cache = other;
        }
        cacheOf[hunter] = cache;
        if (cache < 0) continue;
        searched[cache]++;
        left[hunter] = Math.max(MIN_SEARCH_SECONDS, scale * SEARCH_SECONDS * spread(random));
      }
      left[hunter] -= STEP_SECONDS * paceOf(clues, (seconds - startOf(cache)) * TICK_HZ);
      if (left[hunter] > 0) continue;
      found[cache] = 1;
      finds.push(seconds);
    }
  }
  return finds;
}

/** How fast a search goes with the clues that are out so many ticks after the wave's start. */
function paceOf({ riddleTicks, hintTicks }: ResolvedHunt["clues"], ticks: number): number {
  const riddle = riddleTicks > 0 && ticks >= riddleTicks ? RIDDLE_FACTOR : 1;
  const hints = hintTicks > 0 ? Math.floor(Math.max(0, ticks - riddleTicks) / hintTicks) : 0;
  return riddle * HINT_FACTOR ** hints;
}

/** A factor whose logarithm is normal around 0. */
function spread(random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.exp(SEARCH_SPREAD * normal);
}

function median(values: number[]): number | undefined {
  if (values.length === 0) return undefined;
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
