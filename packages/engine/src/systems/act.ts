// The poses of stopped movers run: probes end, readings are taken, emotes and holds pass.
import { FIRST_MARK, Mark } from "@doubloon/shared/hunt/marks";
import { Pose } from "@doubloon/shared/hunt/pose";
import {
  EMOTE_SHOWN_TICKS,
  MIMIC_HOLD_TICKS,
  PROBE_TICKS,
  SPADE_PROBE_TICKS,
  STAND_TICKS,
  Tool,
} from "@doubloon/shared/hunt/rules";
import type { MoverId, Tick } from "@doubloon/shared/ids";
import { TILE_SUB } from "@doubloon/shared/space";
import { since32, TICK_HZ } from "@doubloon/shared/time";
import { assumePose, standUp } from "../poses.ts";
import type { World } from "../world.ts";
import { joinUnearthing, probe } from "./hunt/probe.ts";
import { takeReading } from "./hunt/takeReading.ts";
import { joinSolo, probeSolo, readSolo } from "./roam/soloSearch.ts";
import { toolOf } from "./roam/tools.ts";

export function act(world: World): void {
  const { actors, movers, tick } = world;
  // Backwards, because a mover that stands up leaves the list.
  for (let i = actors.count - 1; i >= 0; i--) {
    const mover = actors.list[i] as MoverId;
    const age = since32(tick, actors.since[mover] as Tick);
    const pose = movers.pose[mover];
    if (pose === Pose.probing) {
      if (age >= SPADE_PROBE_TICKS && age >= probeTicks(world, mover)) endProbe(world, mover);
    } else if (pose === Pose.unearthing) {
      // A digger without a place among those who count, or whose cache is gone, does not dig on for nothing.
      if (age % TICK_HZ === 0 && !joinDigging(world, mover)) standUp(world, mover);
    } else if (pose === Pose.reading) read(world, mover, age);
    else if (pose === Pose.held) {
      if (age >= MIMIC_HOLD_TICKS) standUp(world, mover);
    } else if (pose >= Pose.firstEmote && age >= EMOTE_SHOWN_TICKS) standUp(world, mover);
  }
}

/** Begins to dig: at a struck cache within reach at once, else with a probe. */
export function beginDigging(world: World, mover: MoverId): void {
  assumePose(world, mover, joinDigging(world, mover) ? Pose.unearthing : Pose.probing);
}

function joinDigging(world: World, mover: MoverId): boolean {
  return joinSolo(world, mover) || joinUnearthing(world, mover);
}

function probeTicks(world: World, mover: MoverId): number {
  return toolOf(world, mover) === Tool.spade ? SPADE_PROBE_TICKS : PROBE_TICKS;
}

function endProbe(world: World, mover: MoverId): void {
  const { movers, grid, loot, tick } = world;
  const tileX = Math.floor(movers.x[mover] / TILE_SUB);
  const tileY = Math.floor(movers.y[mover] / TILE_SUB);
  const outcome = probeSolo(world, mover, tileX, tileY) ? "struck" : probe(world, mover, tileX, tileY);
  if (outcome === "struck") assumePose(world, mover, Pose.unearthing);
  else if (outcome === "mimic") assumePose(world, mover, Pose.held);
  else standUp(world, mover);
  if (outcome !== "hole") return;
  const tile = tileY * grid.widthTiles + tileX;
  // A hole does not hide a chest that stands there.
  if (loot.at[tile] < FIRST_MARK || loot.at[tile] === Mark.hole) loot.mark(tile, Mark.hole, tick);
}

/** Takes a reading once the mover has stood for long enough; the pose lasts as long at least. */
function read(world: World, mover: MoverId, age: number): void {
  const { actors, movers, tick } = world;
  if (actors.taken[mover] === 1) {
    if (age >= STAND_TICKS) standUp(world, mover);
    return;
  }
  if (since32(tick, movers.stoodTick[mover] as Tick) < STAND_TICKS) return;
  actors.taken[mover] = 1;
  if (readSolo(world, mover) ?? takeReading(world, mover)) return;
  standUp(world, mover);
  world.facts.push({ type: "requestRefused", mover, why: "notNow" });
}
