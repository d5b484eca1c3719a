// What a stopped mover shows: changes poses and keeps the list of movers that show more than where they face. A player is
// told of every change of their own pose, also when a crowded room's frame has no place for it: the spade may have struck a
// chest.
import { FACINGS, facingOf } from "@doubloon/shared/hunt/pose";
import { Intent } from "@doubloon/shared/movement";
import type { World } from "./world.ts";

/** Stops a mover and has it show a pose of at least FACINGS from this tick on. */
export function assumePose(world: World, mover: number, pose: number): void {
  const { movers, actors, tick } = world;
  movers.intent[mover] = Intent.stop;
  actors.add(mover, tick);
  if (movers.pose[mover] === pose) return;
  movers.pose[mover] = pose;
  movers.inputTick[mover] = tick;
  movers.markChanged(mover, tick);
}

/** Ends a mover's pose, if it has one: it stands, turned as it was. */
export function standUp(world: World, mover: number): void {
  const { movers, actors, tick } = world;
  if (movers.pose[mover] < FACINGS) return;
  actors.remove(mover);
  movers.pose[mover] = facingOf(movers.heading[mover]);
  movers.inputTick[mover] = tick;
  movers.markChanged(mover, tick);
}
