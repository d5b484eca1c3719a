// Struck caches are unearthed: each tick adds a tick of work for each of the first MAX_UNEARTHERS diggers within reach. When
// the work is done the cache is found and its value shared. A mimic opens after it has held its finders, and then tells them
// where their next cache lies.
import { Mark } from "@doubloon/shared/hunt/marks";
import { Pose } from "@doubloon/shared/hunt/pose";
import { MAX_UNEARTHERS, MIMIC_HOLD_TICKS, UNEARTH_WORK_TICKS } from "@doubloon/shared/hunt/rules";
import { TILE_SUB } from "@doubloon/shared/space";
import { CacheState } from "../../hunts/caches.ts";
import type { Hunt, StruckCache } from "../../hunts/hunt.ts";
import { companions } from "../../hunts/hunterRows.ts";
import { NO_CACHE } from "../../hunts/hunters.ts";
import { FORGOTTEN } from "../../hunts/huntResults.ts";
import { laterFind, shareOut } from "../../hunts/shares.ts";
import { standUp } from "../../poses.ts";
import { randomBelow } from "../../random.ts";
import type { World } from "../../world.ts";
import { award, type Credit } from "./awards.ts";
import { tellClues } from "./clues.ts";
import { reaches, tileOf } from "./probe.ts";
import { releaseHunters, tune, untune } from "./threads.ts";

/** Hints beyond the public ones that a mimic gives: a quarter of the area. */
const MIMIC_HINTS = 2;

export function unearth(world: World): void {
  for (const hunt of world.hunts.list) {
    if (hunt.struck.length === 0 || hunt.phase !== "running" || hunt.paused) continue;
    for (const struck of [...hunt.struck]) {
      if (hunt.caches.mimic[struck.cache] === 1) {
        if (hunt.clock - struck.struckAt >= MIMIC_HOLD_TICKS) openMimic(world, hunt, struck);
      } else if (work(world, hunt, struck) >= UNEARTH_WORK_TICKS) {
        finish(world, hunt, struck);
        releaseHunters(world, hunt, struck.cache);
      }
    }
  }
}

/** At the end of a hunt the finders of a struck cache keep the finder's part, its workers the part of the work done. */
export function settleStruck(world: World, hunt: Hunt): void {
  for (const struck of [...hunt.struck]) finish(world, hunt, struck);
}

/** Adds a tick of work and returns all work so far. */
function work(world: World, hunt: Hunt, struck: StruckCache): number {
  const { diggers, since, workers } = struck;
  for (let i = diggers.length - 1; i >= 0; i--) {
    if (digsAt(world, hunt, struck.cache, diggers[i])) continue;
    diggers.splice(i, 1);
    since.splice(i, 1);
  }
  for (let i = 0; i < Math.min(MAX_UNEARTHERS, diggers.length); i++) {
    const account = world.movers.account[diggers[i]] - 1;
    let worker = workers.indexOf(account);
    if (worker < 0) {
      worker = workers.push(account) - 1;
      struck.work.push(0);
    }
    struck.work[worker]++;
  }
  return struck.work.reduce((sum, ticks) => sum + ticks, 0);
}

/** Whether a mover still digs at a cache of its hunt. */
function digsAt({ movers, hunts }: World, hunt: Hunt, cache: number, mover: number): boolean {
  if (!movers.has(mover) || movers.pose[mover] !== Pose.unearthing) return false;
  const row = hunts.hunters.find(movers.account[mover] - 1);
  if (row === undefined || hunts.hunters.hunt[row] !== hunt.resolved.number) return false;
  const tileX = Math.floor(movers.x[mover] / TILE_SUB);
  return reaches(hunt, cache, tileX, Math.floor(movers.y[mover] / TILE_SUB));
}

/** Ends the work of a digger that still digs. */
export function letStand(world: World, digger: number): void {
  if (world.movers.has(digger) && world.movers.pose[digger] === Pose.unearthing) standUp(world, digger);
}

/** The cache is found: shares are given, and its diggers stand up. */
function finish(world: World, hunt: Hunt, struck: StruckCache): void {
  const { hunters } = world.hunts;
  const { caches } = hunt;
  const { cache, finders } = struck;
  const mimic = caches.mimic[cache] === 1;
  const shares = shareOut(
    {
      ...struck,
      value: mimic ? 0 : caches.value[cache],
      done: struck.work.reduce((sum, ticks) => sum + ticks, 0),
      needed: UNEARTH_WORK_TICKS,
    },
    (bound) => randomBelow(hunt.ties, bound),
  );
  const credits: Credit[] = [];
  for (const { account, points } of shares) {
    const row = hunters.find(account);
    if (row === undefined || hunters.hunt[row] !== hunt.resolved.number) continue;
    const worth = laterFind(points, hunters.finds[row]);
    for (const credit of award(world, hunt, row, worth)) credits.push(credit);
    if (!mimic && finders.includes(account)) hunters.finds[row]++;
  }
  caches.state[cache] = CacheState.found;
  hunt.struck.splice(hunt.struck.indexOf(struck), 1);
  const tile = tileOf(world, hunt, cache);
  const great = caches.tier[cache] < 0 && keepGreat(world, hunt, tile, finders[0]);
  world.loot.mark(tile, great ? Mark.great : mimic ? Mark.mimic : Mark.opened, world.tick);
  for (const digger of struck.diggers) letStand(world, digger);
  const merged = mergeCredits(credits);
  hunt.found.push({
    cache,
    accounts: merged.map(({ account }) => account),
    points: merged.map(({ points }) => points),
  });
  hunt.changed = true;
  const by = merged.map(({ account, points }) => ({ playerId: world.accounts.idOf(account), points }));
  world.facts.push({ type: "cacheFound", hunt: hunt.resolved.number, cache, by });
}

/** The place of a crown keeps the finder's name for the season, unless a bot found it. Returns whether it does. */
function keepGreat(world: World, hunt: Hunt, tile: number, finder: number): boolean {
  const { accounts, season, loot, tick } = world;
  if (finder === FORGOTTEN || accounts.bot[finder] !== 0) return false;
  const find = { hunt: hunt.resolved.number, tile, name: accounts.nameOf(finder) };
  const oldest = season.keepGreatFind(find);
  // Another mark may have taken its place since.
  if (oldest !== undefined && loot.at[oldest.tile] === Mark.great) loot.unmark(oldest.tile, tick);
  return true;
}

function openMimic(world: World, hunt: Hunt, struck: StruckCache): void {
  const { hunters } = world.hunts;
  finish(world, hunt, struck);
  const hinted = new Set<number>();
  for (const account of struck.finders) {
    const row = hunters.find(account);
    if (row === undefined || hunters.hunt[row] !== hunt.resolved.number || hinted.has(row)) continue;
    const rows = companions(world, row);
    // Finders who look for another cache go on with that one.
    const ended = hunters.cache[row] === struck.cache || hunters.cache[row] === NO_CACHE;
    const bonus = MIMIC_HINTS + (ended ? 0 : hunters.bonusHints[row]);
    if (ended) for (const one of rows) untune(world, hunt, one);
    for (const one of rows) {
      hinted.add(one);
      if (ended && !tune(world, hunt, one)) continue;
      hunters.bonusHints[one] = bonus;
      tellClues(world, hunt, one);
    }
  }
  releaseHunters(world, hunt, struck.cache);
}

/** One credit an account, in the order of their first ones. */
function mergeCredits(credits: readonly Credit[]): Credit[] {
  const merged = new Map<number, number>();
  for (const { account, points } of credits) merged.set(account, (merged.get(account) ?? 0) + points);
  return Array.from(merged, ([account, points]) => ({ account, points }));
}
