// In the last MARK_TICKS of a hunt everybody may mark where the crown lies. When the hunt ends and the crown was not found,
// a mark is worth MARK_POINTS on the crown's tile, and half of that for each MARK_HALVING_TILES of distance.
import { MARK_TICKS } from "@doubloon/shared/hunt/rules";
import type { MarkCommand } from "../../commands.ts";
import { CacheState } from "../../hunts/caches.ts";
import type { Hunt } from "../../hunts/hunt.ts";
import { hunterOf, runningHuntOf } from "../../hunts/hunterRows.ts";
import { NO_TILE } from "../../hunts/hunters.ts";
import type { World } from "../../world.ts";
import { award } from "./awards.ts";

/** round(MARK_POINTS * 2^(-d / MARK_HALVING_TILES)) for d = 0, 1, ... tiles; nothing beyond. */
// biome-ignore format: a table
const POINTS: readonly number[] = [
  60, 55, 50, 46, 42, 39, 36, 33, 30, 28, 25, 23, 21, 19, 18, 16, 15, 14, 13, 12, 11, 10, 9, 8, 8, 7, 6, 6, 5, 5, 4, 4, 4, 3,
  3, 3, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
];

/** The points for a mark, by its offset from the crown in tiles; the distance is rounded down. */
export function markPoints(dx: number, dy: number): number {
  const square = dx * dx + dy * dy;
  let distance = 0;
  while (distance < POINTS.length && (distance + 1) * (distance + 1) <= square) distance++;
  return POINTS[distance] ?? 0;
}

/** A player marks a tile; the last mark counts. */
export function markCrown(world: World, { mover, tileX, tileY }: MarkCommand): void {
  const row = hunterOf(world, mover);
  const hunt = row === undefined ? undefined : runningHuntOf(world, row);
  if (row === undefined || hunt === undefined || !mayMark(hunt) || !onMap(world, tileX, tileY)) {
    world.facts.push({ type: "requestRefused", mover, why: "notNow" });
    return;
  }
  const { hunters } = world.hunts;
  hunters.markX[row] = tileX;
  hunters.markY[row] = tileY;
  hunters.changes.add(row);
}

/** Gives the points for marks at the end of a hunt. */
export function payMarks(world: World, hunt: Hunt): void {
  const { hunters } = world.hunts;
  const crown = crownOf(hunt);
  if (crown < 0 || hunt.caches.state[crown] === CacheState.found) return;
  for (let row = 0; row < hunters.high; row++) {
    if (hunters.hunt[row] !== hunt.resolved.number || hunters.markX[row] === NO_TILE) continue;
    const [tileX, tileY] = [hunters.markX[row], hunters.markY[row]];
    const points = markPoints(tileX - hunt.caches.tileX[crown], tileY - hunt.caches.tileY[crown]);
    if (points === 0) continue;
    for (const credit of award(world, hunt, row, points)) {
      const playerId = world.accounts.idOf(credit.account);
      world.facts.push({ type: "points", playerId, why: "mark", points: credit.points, tileX, tileY });
    }
  }
}

function mayMark(hunt: Hunt): boolean {
  const crown = crownOf(hunt);
  const end = hunt.waveEnds[hunt.waveEnds.length - 1];
  return crown >= 0 && hunt.caches.state[crown] === CacheState.hidden && hunt.clock >= end - MARK_TICKS;
}

/** The row of the crown; -1 if the hunt has none. */
function crownOf({ caches }: Hunt): number {
  return caches.tier.indexOf(-1);
}

function onMap({ grid }: World, tileX: number, tileY: number): boolean {
  return tileX >= 0 && tileY >= 0 && tileX < grid.widthTiles && tileY < grid.heightTiles;
}
