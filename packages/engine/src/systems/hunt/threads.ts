// Threads: a detector is tuned to one cache at a time. A hunter gets the open cache that the fewest people look for; ties
// are drawn. A team has one thread. At the start of a wave everybody is dealt anew, but who has searched for a while keeps
// the cache, up to THREAD_HUNTERS for each. A bounded number of hunters is dealt in a tick.
import { RETUNE_TICKS, THREAD_HUNTERS } from "@doubloon/shared/hunt/rules";
import type { MoverId } from "@doubloon/shared/ids";
import { addTicks, isAfter } from "@doubloon/shared/time";
import type { Hunt } from "../../hunts/hunt.ts";
import { companions, hunterOf, isToCome, runningHuntOf, tellHunter } from "../../hunts/hunterRows.ts";
import { Away, NO_CACHE } from "../../hunts/hunters.ts";
import { randomBelow } from "../../random.ts";
import type { World } from "../../world.ts";
import { tellClues } from "./clues.ts";
import { repeatReadings } from "./takeReading.ts";

/** The hunters that are tuned in one tick. */
const DEALS_PER_TICK = 64;
/** Hunters who have taken so many readings keep their cache when a wave starts. */
const KEEP_READINGS = 3;

/** People count before bots. */
const PEOPLE_WEIGHT = 0x10000;

/** Takes a hunter off the thread. */
export function untune(world: World, hunt: Hunt, row: number): void {
  const { hunters } = world.hunts;
  const cache = hunters.cache[row];
  if (cache !== NO_CACHE && cache < hunt.caches.count) {
    hunt.caches.hunters[cache]--;
    if (hunters.bot[row] === 0) hunt.caches.people[cache]--;
  }
  hunters.untune(row);
}

/** Lets a hunter wait for a cache; it comes within a few ticks. */
export function queueTuning(hunt: Hunt, row: number): void {
  if (!hunt.untuned.includes(row)) hunt.untuned.push(row);
}

/** Tunes some of the hunters that wait. */
export function deal(world: World, hunt: Hunt): void {
  const { hunters } = world.hunts;
  const count = Math.min(DEALS_PER_TICK, hunt.untuned.length);
  if (count === 0) return;
  const open = openCaches(hunt);
  for (let i = 0; i < count; i++) {
    const row = hunt.untuned[i];
    const waits = hunters.account[row] !== 0 && hunters.hunt[row] === hunt.resolved.number;
    if (waits && hunters.away[row] !== Away.dropped && hunters.thread[row] === 0)
      tune(world, hunt, row, open);
  }
  hunt.untuned.splice(0, count);
}

/** Tunes a hunter to the team's cache, or to the one that the fewest look for. Returns false if no cache is open. */
export function tune(world: World, hunt: Hunt, row: number, open = openCaches(hunt)): boolean {
  const { hunters } = world.hunts;
  const mate = companions(world, row).find((other) => other !== row && hunters.thread[other] !== 0);
  if (mate !== undefined) {
    follow(world, hunt, row, mate);
    return true;
  }
  const cache = chooseCache(hunt, open, hunters.bot[row] === 1, NO_CACHE);
  if (cache === NO_CACHE) return false;
  setThread(world, hunt, row, cache, world.hunts.nextThread());
  return true;
}

/**
 * Tunes a hunter to the thread of a teammate, with its readings. The hunter may retune when both might: a team that takes in
 * one member after another does not retune more often.
 */
export function follow(world: World, hunt: Hunt, row: number, mate: number): void {
  const { hunters } = world.hunts;
  const { retuneFrom } = hunters;
  if (isAfter(retuneFrom[mate], retuneFrom[row])) retuneFrom[row] = retuneFrom[mate];
  takeUp(world, hunt, row, mate, hunters.thread[mate]);
}

/** Gives a hunter who left a team the same cache under a thread of its own, with all that the team knew of it. */
export function splitOff(world: World, hunt: Hunt, row: number): void {
  if (world.hunts.hunters.thread[row] !== 0) takeUp(world, hunt, row, row, world.hunts.nextThread());
}

/** Tunes a hunter to the cache that `from` is tuned to, and tells it the readings and the hints that `from` has. */
function takeUp(world: World, hunt: Hunt, row: number, from: number, thread: number): void {
  const { hunters } = world.hunts;
  const cells = hunters.keptReadings(from);
  setThread(world, hunt, row, hunters.cache[from], thread, hunters.bonusHints[from]);
  for (const cell of cells) hunters.keepReading(row, cell & 0xffff, cell >>> 16);
  repeatReadings(world, row);
}

/** A player asks for another cache. */
export function retune(world: World, mover: MoverId): void {
  const row = hunterOf(world, mover);
  const hunt = row === undefined ? undefined : runningHuntOf(world, row);
  const refuse = (why: "tooSoon" | "notNow") => world.facts.push({ type: "requestRefused", mover, why });
  if (row === undefined || hunt === undefined) {
    refuse("notNow");
    return;
  }
  const { hunters } = world.hunts;
  if (isToCome(world, hunters.retuneFrom[row])) {
    refuse("tooSoon");
    return;
  }
  const cache = chooseCache(hunt, openCaches(hunt), hunters.bot[row] === 1, hunters.cache[row]);
  if (cache === NO_CACHE) {
    refuse("notNow");
    return;
  }
  const thread = world.hunts.nextThread();
  for (const one of companions(world, row)) {
    hunters.retuneFrom[one] = addTicks(world.tick, RETUNE_TICKS);
    setThread(world, hunt, one, cache, thread);
  }
}

/** Frees everybody whose cache is gone, so that they are dealt again. */
export function releaseHunters(world: World, hunt: Hunt, cache: number): void {
  const { hunters } = world.hunts;
  // Thousands may look for the same cache, so nobody is looked up in the list.
  const waiting = new Set(hunt.untuned);
  for (let row = 0; row < hunters.high; row++) {
    if (hunters.cache[row] !== cache || hunters.hunt[row] !== hunt.resolved.number) continue;
    untune(world, hunt, row);
    if (!waiting.has(row)) hunt.untuned.push(row);
  }
}

/** Deals everybody anew at the start of a wave, people before bots, in an order that is drawn. */
export function redeal(world: World, hunt: Hunt): void {
  const { hunters } = world.hunts;
  const { caches } = hunt;
  const order: number[] = [];
  for (let row = 0; row < hunters.high; row++) {
    if (hunters.hunt[row] === hunt.resolved.number && hunters.away[row] !== Away.dropped) order.push(row);
  }
  shuffle(order, hunt.ties);
  order.sort((a, b) => hunters.bot[a] - hunters.bot[b]);
  const kept = new Uint32Array(caches.count);
  hunt.untuned.length = 0;
  for (const row of order) {
    hunters.retuneFrom[row] = world.tick;
    hunters.changes.add(row);
    const cache = hunters.cache[row];
    const keeps =
      cache !== NO_CACHE &&
      caches.open(cache) &&
      hunters.readingCount[row] >= KEEP_READINGS &&
      kept[cache] < THREAD_HUNTERS;
    if (keeps) {
      kept[cache]++;
      tellHunter(world, row);
      continue;
    }
    untune(world, hunt, row);
    hunt.untuned.push(row);
  }
}

function setThread(
  world: World,
  hunt: Hunt,
  row: number,
  cache: number,
  thread: number,
  bonusHints = 0,
): void {
  const { hunters } = world.hunts;
  untune(world, hunt, row);
  hunters.cache[row] = cache;
  hunters.thread[row] = thread;
  hunters.bonusHints[row] = bonusHints;
  hunt.caches.hunters[cache]++;
  if (hunters.bot[row] === 0) hunt.caches.people[cache]++;
  tellHunter(world, row);
  tellClues(world, hunt, row);
}

/**
 * Of these open caches the one that the fewest people look for, and of these the one with the fewest bots; for a bot, a cache
 * that no person looks for, with the fewest bots. NO_CACHE if there is none but `except`.
 */
function chooseCache(hunt: Hunt, open: readonly number[], bot: boolean, except: number): number {
  const { hunters, people } = hunt.caches;
  const rivals = (cache: number): number =>
    (bot && people[cache] > 1 ? 1 : people[cache]) * PEOPLE_WEIGHT + hunters[cache];
  let fewest = Number.POSITIVE_INFINITY;
  let alike = 0;
  for (const cache of open) {
    const count = rivals(cache);
    if (count > fewest || cache === except) continue;
    alike = count < fewest ? 1 : alike + 1;
    fewest = count;
  }
  if (alike === 0) return NO_CACHE;
  let drawn = randomBelow(hunt.ties, alike);
  return open.find((cache) => cache !== except && rivals(cache) === fewest && drawn-- === 0) ?? NO_CACHE;
}

function openCaches({ caches }: Hunt): number[] {
  const open: number[] = [];
  for (let cache = 0; cache < caches.count; cache++) if (caches.open(cache)) open.push(cache);
  return open;
}

function shuffle(rows: number[], random: Uint32Array): void {
  for (let i = rows.length - 1; i > 0; i--) {
    const j = randomBelow(random, i + 1);
    const row = rows[i];
    rows[i] = rows[j];
    rows[j] = row;
  }
}
