// Chooses where a mover starts: at its saved position, or near a spawn point. While there is a hunt it is the one nearest to
// the hunt's zone, else one that has company but is not crowded.
import { HEADINGS } from "@doubloon/shared/heading";
import { stepsFrom } from "@doubloon/shared/hunt/stepsFrom";
import type { RoomId } from "@doubloon/shared/ids";
import type { WorldMap } from "@doubloon/shared/map";
import { bodyFits, Intent, stepWalker, type Walker } from "@doubloon/shared/movement";
import { roomAt, roomsAround, TILE_SUB } from "@doubloon/shared/space";
import type { Hunt } from "./hunts/hunt.ts";
import { isOpen } from "./hunts/hunterRows.ts";
import { randomBelow } from "./random.ts";
import type { World } from "./world.ts";

/** A spawn point with this many movers in view counts as crowded. */
const CROWDED_MOVERS = 60;
/** Of the spawn points near a hunt, so many may take in newcomers. */
const NEAR_SPAWNS = 4;
/** Spawn points compared for one new player; a map may have thousands. */
const MAX_COMPARED_SPAWNS = 256;
/** The longest walk away from the spawn point, in ticks. Two players from one point still see each other. */
const MAX_WALK_TICKS = 32;
/** A newcomer's first piece of loot lies so many steps from tile to tile away, and at most so many where there is no room. */
const FIRST_STEPS = 2;
const MAX_FIRST_STEPS = 6;

/** Puts a mover at its account's last position, or near a spawn point if that position is unset or blocked now. */
export function placeMover(world: World, mover: number, account: number): void {
  const { movers, accounts, walker } = world;
  let x = accounts.x[account];
  let y = accounts.y[account];
  if (x < 0 || !bodyFits(world.ground, x, y)) {
    walkFromSpawn(world, walker);
    ({ x, y } = walker);
  }
  movers.x[mover] = x;
  movers.y[mover] = y;
  const room = roomAt(world.grid, x, y);
  movers.room[mover] = room;
  world.members.add(room, mover);
}

/** Puts the walker where a new player starts: a short walk from a spawn point, so the ground is reachable from it. */
function walkFromSpawn(world: World, walker: Walker): void {
  const spawn = world.map.spawns[spawnNearHunt(world) ?? busiestSpawn(world)];
  walker.x = spawn.tileX * TILE_SUB + TILE_SUB / 2;
  walker.y = spawn.tileY * TILE_SUB + TILE_SUB / 2;
  walker.heading = randomBelow(world.random, HEADINGS);
  walker.intent = Intent.heading;
  walker.fast = false;
  for (let left = randomBelow(world.random, MAX_WALK_TICKS); left > 0; left--)
    stepWalker(walker, world.ground);
}

/** The first spawn point near the zone of a hunt that can be joined that is not crowded; undefined if there is no such hunt. */
function spawnNearHunt(world: World): number | undefined {
  const hunt = world.hunts.list.find(isOpen);
  if (hunt === undefined) return undefined;
  const { spawns } = world.map;
  const near = nearSpawns(hunt, spawns);
  return near.find((spawn) => moversInView(world, spawn) < CROWDED_MOVERS) ?? near[0];
}

const nearest = new WeakMap<Hunt, readonly number[]>();

/** The spawn points nearest to a hunt's zone, the nearest first. They are looked for once for each hunt. */
function nearSpawns(hunt: Hunt, spawns: WorldMap["spawns"]): readonly number[] {
  const known = nearest.get(hunt);
  if (known !== undefined) return known;
  const { x, y, width, height } = hunt.resolved.zone;
  const away = (i: number): number => {
    const { tileX, tileY } = spawns[i];
    const dx = Math.max(x - tileX, 0, tileX - (x + width - 1));
    const dy = Math.max(y - tileY, 0, tileY - (y + height - 1));
    return dx * dx + dy * dy;
  };
  const found = spawns
    .map((_, i) => i)
    .sort((a, b) => away(a) - away(b) || a - b)
    .slice(0, NEAR_SPAWNS);
  nearest.set(hunt, found);
  return found;
}

/**
 * Puts a piece of loot two steps away from a newcomer, or a few more where there is no room, so that the first find takes
 * seconds.
 */
export function layFirstCoin(world: World, mover: number): void {
  const { movers, grid, loot, ground, tick } = world;
  const tileX = Math.floor(movers.x[mover] / TILE_SUB);
  const tileY = Math.floor(movers.y[mover] / TILE_SUB);
  const side = 2 * MAX_FIRST_STEPS + 1;
  const area = { x: tileX - MAX_FIRST_STEPS, y: tileY - MAX_FIRST_STEPS, width: side, height: side };
  const steps = stepsFrom(area, tileX, tileY, MAX_FIRST_STEPS, (x, y) => !ground.blockedAt(x, y));
  for (let far = FIRST_STEPS; far <= MAX_FIRST_STEPS; far++) {
    for (let i = 0; i < steps.length; i++) {
      if (steps[i] !== far) continue;
      const tile = (area.y + Math.floor(i / side)) * grid.widthTiles + area.x + (i % side);
      const kind = loot.cheapestOn(tile);
      if (kind !== 0 && loot.put(tile, kind, tick)) return;
    }
  }
}

/**
 * Returns the index of the busiest spawn point that is not crowded, else of the least crowded one. The search starts at
 * a random index, so ties are broken at random.
 */
function busiestSpawn(world: World): number {
  const { map, random } = world;
  const { spawns } = map;
  const first = randomBelow(random, spawns.length);
  let best = first;
  let bestPreference = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < Math.min(spawns.length, MAX_COMPARED_SPAWNS); i++) {
    const candidate = (first + i) % spawns.length;
    const inView = moversInView(world, candidate);
    const preference = inView < CROWDED_MOVERS ? inView : -inView;
    if (preference > bestPreference) {
      bestPreference = preference;
      best = candidate;
    }
  }
  return best;
}

function moversInView({ map, grid, members }: World, spawn: number): number {
  const { tileX, tileY } = map.spawns[spawn];
  return sumOf(members.counts, roomsAround(grid, roomAt(grid, tileX * TILE_SUB, tileY * TILE_SUB)));
}

function sumOf(counts: Uint16Array, rooms: readonly RoomId[]): number {
  let sum = 0;
  for (const room of rooms) sum += counts[room];
  return sum;
}
