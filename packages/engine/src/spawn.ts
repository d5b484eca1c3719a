// Chooses where a mover starts: at its saved position, or near a spawn point that has company but is not crowded.
import { HEADINGS } from "@doubloon/shared/heading";
import type { RoomId } from "@doubloon/shared/ids";
import { bodyFits, Intent, stepWalker, type Walker } from "@doubloon/shared/movement";
import { roomAt, roomsAround, TILE_SUB } from "@doubloon/shared/space";
import { randomBelow } from "./random.ts";
import type { World } from "./world.ts";

/** A spawn point with this many movers in view counts as crowded. */
const CROWDED_MOVERS = 60;
/** Spawn points compared for one new player; a map may have thousands. */
const MAX_COMPARED_SPAWNS = 256;
/** The longest walk away from the spawn point, in ticks. Two players from one point still see each other. */
const MAX_WALK_TICKS = 32;

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
  const spawn = world.map.spawns[busiestSpawn(world)];
  walker.x = spawn.tileX * TILE_SUB + TILE_SUB / 2;
  walker.y = spawn.tileY * TILE_SUB + TILE_SUB / 2;
  walker.heading = randomBelow(world.random, HEADINGS);
  walker.intent = Intent.heading;
  walker.fast = false;
  for (let left = randomBelow(world.random, MAX_WALK_TICKS); left > 0; left--)
    stepWalker(walker, world.ground);
}

/**
 * Returns the index of the busiest spawn point that is not crowded, else of the least crowded one. The search starts at
 * a random index, so ties are broken at random.
 */
function busiestSpawn({ map: { spawns }, grid, members, random }: World): number {
  const first = randomBelow(random, spawns.length);
  let best = first;
  let bestPreference = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < Math.min(spawns.length, MAX_COMPARED_SPAWNS); i++) {
    const candidate = (first + i) % spawns.length;
    const { tileX, tileY } = spawns[candidate];
    const chunk = roomAt(grid, tileX * TILE_SUB, tileY * TILE_SUB);
    const inView = sumOf(members.counts, roomsAround(grid, chunk));
    const preference = inView < CROWDED_MOVERS ? inView : -inView;
    if (preference > bestPreference) {
      bestPreference = preference;
      best = candidate;
    }
  }
  return best;
}

function sumOf(counts: Uint16Array, rooms: readonly RoomId[]): number {
  let sum = 0;
  for (const room of rooms) sum += counts[room];
  return sum;
}
