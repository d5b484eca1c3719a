// Moves every walking mover one step by the shared movement rule. Standing movers are skipped.
import { FACINGS, facingOf } from "@doubloon/shared/hunt/pose";
import { Gait, type Intent, stepWalker } from "@doubloon/shared/movement";
import { CHUNK_SUB } from "@doubloon/shared/space";
import type { World } from "../world.ts";

export function move(world: World): void {
  const { movers, walker, ground, tick, moved, crossing } = world;
  const { x, y, heading, gait, intent, pose, fast, stoodTick, targetX, targetY, jumpTick, inputTick, high } =
    movers;
  let movedCount = 0;
  let crossingCount = 0;
  for (let mover = 0; mover < high; mover++) {
    if ((intent[mover] | gait[mover]) === 0) continue;
    const fromX = x[mover];
    const fromY = y[mover];
    const fromHeading = heading[mover];
    const fromGait = gait[mover];
    walker.x = fromX;
    walker.y = fromY;
    walker.heading = fromHeading;
    walker.gait = fromGait as Gait;
    walker.intent = intent[mover] as Intent;
    walker.targetX = targetX[mover];
    walker.targetY = targetY[mover];
    walker.fast = fast[mover] !== 0;
    const jumped = stepWalker(walker, ground);
    intent[mover] = walker.intent;
    if (jumped) {
      jumpTick[mover] = tick;
      if (walker.fast) inputTick[mover] = tick;
    }
    if (jumped || walker.gait !== fromGait || walker.heading !== fromHeading) {
      heading[mover] = walker.heading;
      gait[mover] = walker.gait;
      if (walker.gait !== Gait.stopped) pose[mover] = 0;
      else {
        stoodTick[mover] = tick;
        if (pose[mover] < FACINGS) pose[mover] = facingOf(walker.heading);
      }
      movers.markChanged(mover, tick);
    }
    if (walker.x !== fromX || walker.y !== fromY) {
      x[mover] = walker.x;
      y[mover] = walker.y;
      moved[movedCount++] = mover;
      if (((walker.x ^ fromX) | (walker.y ^ fromY)) >= CHUNK_SUB) crossing[crossingCount++] = mover;
    }
  }
  world.movedCount = movedCount;
  world.crossingCount = crossingCount;
}
