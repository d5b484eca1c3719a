// The poses of stopped movers run: probes end, readings are taken, emotes and holds pass.
import { Mark } from "@doubloon/shared/hunt/marks";
import { Pose } from "@doubloon/shared/hunt/pose";
import { EMOTE_SHOWN_TICKS, MIMIC_HOLD_TICKS, PROBE_TICKS, STAND_TICKS } from "@doubloon/shared/hunt/rules";
import type { MoverId, Tick } from "@doubloon/shared/ids";
import { TILE_SUB } from "@doubloon/shared/space";
import { since32 } from "@doubloon/shared/time";
import { assumePose, standUp } from "../poses.ts";
import type { World } from "../world.ts";
import { probe } from "./hunt/probe.ts";
import { takeReading } from "./hunt/takeReading.ts";

export function act(world: World): void {
  const { actors, movers, tick } = world;
  // Backwards, because a mover that stands up leaves the list.
  for (let i = actors.count - 1; i >= 0; i--) {
    const mover = actors.list[i];
    const age = since32(tick, actors.since[mover] as Tick);
    const pose = movers.pose[mover];
    if (pose === Pose.probing) {
      if (age >= PROBE_TICKS) endProbe(world, mover);
    } else if (pose === Pose.reading) {
      if (age < STAND_TICKS) continue;
      takeReading(world, mover as MoverId);
      standUp(world, mover);
    } else if (pose === Pose.held) {
      if (age >= MIMIC_HOLD_TICKS) standUp(world, mover);
    } else if (pose >= Pose.firstEmote && age >= EMOTE_SHOWN_TICKS) standUp(world, mover);
  }
}

function endProbe(world: World, mover: number): void {
  const { movers, grid, loot, tick } = world;
  const tileX = Math.floor(movers.x[mover] / TILE_SUB);
  const tileY = Math.floor(movers.y[mover] / TILE_SUB);
  const outcome = probe(world, mover as MoverId, tileX, tileY);
  if (outcome === "hole") loot.mark(tileY * grid.widthTiles + tileX, Mark.hole, tick);
  if (outcome === "struck") assumePose(world, mover, Pose.unearthing);
  else if (outcome === "mimic") assumePose(world, mover, Pose.held);
  else standUp(world, mover);
}
