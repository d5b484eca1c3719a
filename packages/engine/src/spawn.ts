// Where new players start: where the others are, as long as there is room, and not all on one spot.
import { HEADINGS } from "@doubloon/shared/heading";
import type { RoomId } from "@doubloon/shared/ids";
import { Intent, stepWalker, type Walker } from "@doubloon/shared/movement";
import { roomAt, roomsAround, TILE_SUB } from "@doubloon/shared/space";
import { randomBelow } from "./random.ts";
import type { World } from "./world.ts";

/** A spawn point with this many bodies in view takes no more while there is another. */
const LIVELY_MOVERS = 60;
/** Spawn points looked at for one newcomer; a map may have thousands. */
const MOST_LOOKED_AT = 256;
/** The longest walk from the spawn point to where a player first stands, in ticks: two walks still end in one view. */
const LONGEST_WALK_TICKS = 32;

/** Sets the walker down where a new player starts: a short walk away from a spawn point, so on ground it leads to. */
export function chooseSpawn(world: World, walker: Walker): void {
  const spawn = world.map.spawns[liveliestSpawn(world)];
  walker.x = spawn.tileX * TILE_SUB + TILE_SUB / 2;
  walker.y = spawn.tileY * TILE_SUB + TILE_SUB / 2;
  walker.heading = randomBelow(world.random, HEADINGS);
  walker.intent = Intent.heading;
  for (let left = randomBelow(world.random, LONGEST_WALK_TICKS); left > 0; left--)
    stepWalker(walker, world.ground);
}

/** The spawn point with most bodies in view of those that are not crowded, else the one with fewest; drawn if alike. */
function liveliestSpawn({ map: { spawns }, grid, members, random }: World): number {
  const first = randomBelow(random, spawns.length);
  let best = first;
  let bestLiking = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < Math.min(spawns.length, MOST_LOOKED_AT); i++) {
    const candidate = (first + i) % spawns.length;
    const { tileX, tileY } = spawns[candidate];
    const chunk = roomAt(grid, tileX * TILE_SUB, tileY * TILE_SUB);
    const inView = sumOf(members.counts, roomsAround(grid, chunk));
    const liking = inView < LIVELY_MOVERS ? inView : -inView;
    if (liking > bestLiking) {
      bestLiking = liking;
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
