// One step of the world: the systems, in order. Every change of a running world goes through here.
import { addTicks } from "@doubloon/shared/time";
import type { Command, InputBatch } from "./commands.ts";
import type { Facts } from "./facts.ts";
import { act } from "./systems/act.ts";
import { applyInputs } from "./systems/applyInputs.ts";
import { calendar } from "./systems/calendar.ts";
import { cross } from "./systems/cross.ts";
import { enterAndLeave } from "./systems/enterAndLeave.ts";
import { forget } from "./systems/forget.ts";
import { huntCommands } from "./systems/hunt/huntCommands.ts";
import { followPresence } from "./systems/hunt/presence.ts";
import { runHunts } from "./systems/hunt/runHunts.ts";
import { unearth } from "./systems/hunt/unearth.ts";
import { move } from "./systems/move.ts";
import { pickUp } from "./systems/pickUp.ts";
import { rank } from "./systems/rank.ts";
import { respawn } from "./systems/respawn.ts";
import { laySomeGlints } from "./systems/roam/glints.ts";
import { careForNewcomers } from "./systems/roam/newcomers.ts";
import { roamCommands } from "./systems/roam/roamCommands.ts";
import { digSolo } from "./systems/roam/soloSearch.ts";
import { dropTools, runBoots } from "./systems/roam/tools.ts";
import { teams } from "./systems/teams.ts";
import type { World } from "./world.ts";

/** The input of one step. */
export interface StepInput {
  readonly commands: readonly Command[];
  readonly inputs: InputBatch;
}

/** Steps the world by one tick. The returned facts are the world's own list and are valid until the next step. */
export function stepWorld(world: World, input: StepInput): Facts {
  world.tick = addTicks(world.tick, 1);
  world.facts.length = 0;
  calendar(world, input.commands);
  enterAndLeave(world, input.commands);
  teams(world, input.commands);
  followPresence(world);
  huntCommands(world, input.commands);
  roamCommands(world, input.commands);
  applyInputs(world, input.inputs);
  careForNewcomers(world);
  runBoots(world);
  move(world);
  cross(world);
  act(world);
  pickUp(world);
  digSolo(world);
  unearth(world);
  runHunts(world);
  dropTools(world);
  laySomeGlints(world);
  respawn(world);
  rank(world);
  forget(world);
  return world.facts;
}
