// A newcomer's first piece of loot lies two steps away. Others may take it, so for a while another is laid where the newcomer
// stands, until the first find.
import { NO_WAY, stepsFrom } from "@doubloon/shared/hunt/stepsFrom";
import { TILE_SUB } from "@doubloon/shared/space";
import { since32, TICK_HZ } from "@doubloon/shared/time";
import { layFirstCoin } from "../../spawn.ts";
import type { World } from "../../world.ts";

/** How long a newcomer is looked after, and how often. */
const CARE_TICKS = 60 * TICK_HZ;
const LOOK_TICKS = TICK_HZ / 2;
/** Newcomers looked after at once. */
const MAX_NEWCOMERS = 256;
/** Loot that so few steps from tile to tile lead to is enough. */
const NEAR_STEPS = 3;

export function careForNewcomers(world: World): void {
  const { newcomers, facts, accounts, movers, tick } = world;
  for (const fact of facts) {
    if (fact.type !== "entered" || fact.returning || newcomers.length === MAX_NEWCOMERS) continue;
    const account = movers.account[fact.mover] - 1;
    if (accounts.bot[account] === 0) newcomers.push({ mover: fact.mover, account, since: tick });
  }
  if (newcomers.length === 0 || tick % LOOK_TICKS !== 0) return;
  for (let i = newcomers.length - 1; i >= 0; i--) {
    const { mover, account, since } = newcomers[i];
    const gone = accounts.mover[account] !== mover + 1 || accounts.score[account] > 0;
    if (gone || since32(tick, since) > CARE_TICKS) newcomers.splice(i, 1);
    else if (!hasLootNear(world, mover)) layFirstCoin(world, mover);
  }
}

/** Loot behind water or a wall is not near, however few tiles away it lies. */
function hasLootNear({ movers, grid, loot, ground }: World, mover: number): boolean {
  const tileX = Math.floor(movers.x[mover] / TILE_SUB);
  const tileY = Math.floor(movers.y[mover] / TILE_SUB);
  const side = 2 * NEAR_STEPS + 1;
  const area = { x: tileX - NEAR_STEPS, y: tileY - NEAR_STEPS, width: side, height: side };
  const steps = stepsFrom(area, tileX, tileY, NEAR_STEPS, (x, y) => !ground.blockedAt(x, y));
  return steps.some(
    (far, i) =>
      far !== NO_WAY && loot.isLoot((area.y + Math.floor(i / side)) * grid.widthTiles + area.x + (i % side)),
  );
}
