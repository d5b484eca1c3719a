// A mover that walks over loot picks it up. If two reach a piece in the same step, the mover visited first gets it; the
// first index rotates with the tick, so that no mover is always first.
import { FIRST_MARK, Mark } from "@doubloon/shared/hunt/marks";
import { Tool } from "@doubloon/shared/hunt/rules";
import type { MoverId } from "@doubloon/shared/ids";
import { TILE_SUB } from "@doubloon/shared/space";
import type { World } from "../world.ts";
import { takeGlint } from "./roam/glints.ts";
import { takeTool } from "./roam/tools.ts";

/** The pick-up radius around the middle of the loot's tile, in sub-tile units: 0.6 of a tile. */
const REACH_SUB = 154;
const HALF_TILE_SUB = TILE_SUB / 2;
/** How far beyond a tile's edge its loot can be reached, in sub-tile units. */
const PAST_EDGE_SUB = REACH_SUB - HALF_TILE_SUB + 1;
const TILE_SHIFT = Math.log2(TILE_SUB);

export function pickUp(world: World): void {
  const { moved, movedCount, movers, loot, grid } = world;
  if (loot.total + loot.marks.total === 0 || movedCount === 0) return;
  const first = world.tick % movedCount;
  for (let i = 0; i < movedCount; i++) {
    const at = first + i;
    const mover = moved[at < movedCount ? at : at - movedCount] as MoverId;
    const x = movers.x[mover];
    const y = movers.y[mover];
    const west = Math.max(0, (x - PAST_EDGE_SUB) >> TILE_SHIFT);
    const north = Math.max(0, (y - PAST_EDGE_SUB) >> TILE_SHIFT);
    const east = Math.min(grid.widthTiles - 1, (x + PAST_EDGE_SUB - 1) >> TILE_SHIFT);
    const south = Math.min(grid.heightTiles - 1, (y + PAST_EDGE_SUB - 1) >> TILE_SHIFT);
    for (let tileY = north; tileY <= south; tileY++) {
      for (let tileX = west; tileX <= east; tileX++) {
        const kind = loot.at[tileY * grid.widthTiles + tileX];
        if (kind === 0 || (kind >= FIRST_MARK && kind !== Mark.glint)) continue;
        const dx = x - (tileX * TILE_SUB + HALF_TILE_SUB);
        const dy = y - (tileY * TILE_SUB + HALF_TILE_SUB);
        if (dx * dx + dy * dy > REACH_SUB * REACH_SUB) continue;
        if (kind === Mark.glint) takeGlint(world, mover, tileY * grid.widthTiles + tileX);
        else award(world, mover, tileX, tileY);
      }
    }
  }
}

function award(world: World, mover: MoverId, tileX: number, tileY: number): void {
  const { accounts, loot, tick } = world;
  const account = world.movers.account[mover] - 1;
  const kind = loot.take(tileY * world.grid.widthTiles + tileX, tick);
  const value = loot.values[kind];
  if (loot.tools[kind] !== Tool.none) takeTool(world, mover, loot.tools[kind] as Tool);
  world.scored.push(account, value);
  world.awards.treasure += value;
  world.facts.push({ type: "picked", playerId: accounts.idOf(account), mover, kind, value, tileX, tileY });
}
