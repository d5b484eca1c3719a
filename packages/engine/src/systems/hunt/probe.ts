// A probe looks at the 3x3 tiles around a digger. A cache there is struck: the first who strikes it and those who do within
// STRIKE_SHARE_TICKS after that share the finder's part. A digger who may not strike (not in the hunt, in a pause, a bot beside
// people) leaves no hole either, because a hole says that nothing is there.
import { Mark } from "@doubloon/shared/hunt/marks";
import { PROBE_REACH_TILES, STRIKE_SHARE_TICKS } from "@doubloon/shared/hunt/rules";
import type { MoverId } from "@doubloon/shared/ids";
import { TILE_SUB } from "@doubloon/shared/space";
import { CacheState, type Caches } from "../../hunts/caches.ts";
import type { Hunt, StruckCache } from "../../hunts/hunt.ts";
import { hunterOf } from "../../hunts/hunterRows.ts";
import { randomBelow } from "../../random.ts";
import type { World } from "../../world.ts";

/** What a finished probe came to. `none`: neither a hole nor a cache. `mimic`: it holds the digger for MIMIC_HOLD_TICKS. */
export type ProbeOutcome = "none" | "hole" | "struck" | "mimic";

/** The most hunters who share the finder's part of one cache. */
const MAX_FINDERS = 8;
/** The most diggers who wait at one cache for a place among those who count. */
const MAX_DIGGERS = 64;

/** Ends a probe on a tile. Where zones overlap, a hunter's own hunt counts. */
export function probe(world: World, mover: MoverId, tileX: number, tileY: number): ProbeOutcome {
  const { list, hunters } = world.hunts;
  if (list.length === 0) return "hole";
  const row = hunterOf(world, mover);
  const number = row === undefined ? 0 : hunters.hunt[row];
  const here = list.filter((hunt) => hunt.phase === "running" && covers(hunt, tileX, tileY));
  if (here.length === 0) return "hole";
  const mine = here.find(({ resolved }) => resolved.number === number);
  if (row === undefined || mine === undefined || mine.paused) return "none";
  const cache = cacheNear(world, mine, tileX, tileY);
  const bot = hunters.bot[row] === 1;
  if (cache < 0) return bot ? "none" : "hole";
  if (bot && mine.caches.people[cache] > 0) return "none";
  return strike(world, mine, cache, mover);
}

/**
 * Lets a mover that begins to dig beside a struck cache unearth it, without a probe. Returns false if there is none.
 */
export function joinUnearthing(world: World, mover: MoverId): boolean {
  const { movers, hunts } = world;
  const row = hunterOf(world, mover);
  const hunt = row === undefined ? undefined : hunts.find(hunts.hunters.hunt[row]);
  if (row === undefined || hunt?.phase !== "running" || hunt.struck.length === 0) return false;
  const tileX = Math.floor(movers.x[mover] / TILE_SUB);
  const tileY = Math.floor(movers.y[mover] / TILE_SUB);
  for (const struck of hunt.struck) {
    const { cache } = struck;
    if (hunt.caches.mimic[cache] === 1 || !reaches(hunt, cache, tileX, tileY)) continue;
    if (hunts.hunters.bot[row] === 1 && hunt.caches.people[cache] > 0) continue;
    return addDigger(hunt, struck, mover);
  }
  return false;
}

/** Whether a probe or a digger on a tile reaches a cache. */
export function reaches({ caches }: Hunt, cache: number, tileX: number, tileY: number): boolean {
  return (
    Math.abs(caches.tileX[cache] - tileX) <= PROBE_REACH_TILES &&
    Math.abs(caches.tileY[cache] - tileY) <= PROBE_REACH_TILES
  );
}

function strike(world: World, hunt: Hunt, cache: number, mover: MoverId): ProbeOutcome {
  const { caches, clock } = hunt;
  const account = world.movers.account[mover] - 1;
  const mimic = caches.mimic[cache] === 1;
  let struck = hunt.struck.find((one) => one.cache === cache);
  if (struck === undefined) {
    struck = { cache, struckAt: clock, finders: [], workers: [], work: [], diggers: [], since: [] };
    hunt.struck.push(struck);
    caches.state[cache] = CacheState.struck;
    if (!mimic) world.loot.mark(tileOf(world, hunt, cache), Mark.struck, world.tick);
  }
  const inTime = clock - struck.struckAt <= STRIKE_SHARE_TICKS;
  if (inTime && struck.finders.length < MAX_FINDERS && !struck.finders.includes(account)) {
    // A draw says whose name comes first; being faster by less than that time does not.
    struck.finders.splice(randomBelow(hunt.ties, struck.finders.length + 1), 0, account);
  }
  // A mimic holds those who struck it in time. Later probes beside it find it busy.
  if (mimic) return struck.finders.includes(account) ? "mimic" : "none";
  return addDigger(hunt, struck, mover) ? "struck" : "none";
}

/** Adds a digger after those who began earlier; the order of those who begin in one tick is drawn. */
function addDigger(hunt: Hunt, { diggers, since }: StruckCache, mover: number): boolean {
  if (diggers.includes(mover)) return true;
  if (diggers.length >= MAX_DIGGERS) return false;
  let first = diggers.length;
  while (first > 0 && since[first - 1] === hunt.clock) first--;
  const at = first + randomBelow(hunt.ties, diggers.length - first + 1);
  diggers.splice(at, 0, mover);
  since.push(hunt.clock);
  return true;
}

/** The cache's tile as the world's columns number it. */
export function tileOf({ grid }: World, { caches }: Hunt, cache: number): number {
  return caches.tileY[cache] * grid.widthTiles + caches.tileX[cache];
}

/** The open cache within reach, the nearest one; -1 if there is none. */
function cacheNear({ grid }: World, hunt: Hunt, tileX: number, tileY: number): number {
  const { caches } = hunt;
  const buried = cachesByTile(caches, grid.widthTiles);
  let best = -1;
  let nearest = Number.POSITIVE_INFINITY;
  for (let dy = -PROBE_REACH_TILES; dy <= PROBE_REACH_TILES; dy++) {
    for (let dx = -PROBE_REACH_TILES; dx <= PROBE_REACH_TILES; dx++) {
      const cache = buried.get((tileY + dy) * grid.widthTiles + tileX + dx);
      const away = Math.abs(dx) + Math.abs(dy);
      // Past the map's edge the number is that of a tile on the other side.
      if (cache === undefined || !reaches(hunt, cache, tileX, tileY)) continue;
      if (away >= nearest || !caches.open(cache)) continue;
      best = cache;
      nearest = away;
    }
  }
  return best;
}

/** Caches by the number of their tile, made once for each plan. */
const byTile = new WeakMap<Caches, Map<number, number>>();

function cachesByTile(caches: Caches, widthTiles: number): Map<number, number> {
  let map = byTile.get(caches);
  if (map === undefined) {
    map = new Map();
    for (let cache = 0; cache < caches.count; cache++) {
      map.set(caches.tileY[cache] * widthTiles + caches.tileX[cache], cache);
    }
    byTile.set(caches, map);
  }
  return map;
}

function covers({ resolved: { zone } }: Hunt, tileX: number, tileY: number): boolean {
  return tileX >= zone.x && tileY >= zone.y && tileX < zone.x + zone.width && tileY < zone.y + zone.height;
}
