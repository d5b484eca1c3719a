// Commands that concern one player's body or search, and what a game master puts somewhere. A command that is not possible is
// refused to the player who gave it, and ignored if the server gave it.
import { bodyFits, Intent } from "@doubloon/shared/movement";
import { insideMap } from "@doubloon/shared/space";
import type { Command, DropLootCommand, PlaceCommand } from "../../commands.ts";
import { standUp } from "../../poses.ts";
import type { World } from "../../world.ts";
import { crossOne } from "../cross.ts";
import { endSolo, startSolo } from "./soloSearch.ts";
import { startBoots } from "./tools.ts";

export function roamCommands(world: World, commands: readonly Command[]): void {
  for (const command of commands) {
    switch (command.type) {
      case "useTool":
        if (world.movers.has(command.mover)) startBoots(world, command.mover);
        break;
      case "solo":
        if (!world.movers.has(command.mover)) break;
        if (command.act === "end") endSolo(world, command.mover);
        else startSolo(world, command.mover, command.act);
        break;
      case "soloSecret":
        world.solo.secret ??= command.secret;
        break;
      case "dropLoot":
        dropLoot(world, command);
        break;
      case "place":
        place(world, command);
        break;
    }
  }
}

function dropLoot({ grid, loot, tick }: World, { tileX, tileY, kind }: DropLootCommand): void {
  if (tileX < 0 || tileY < 0 || tileX >= grid.widthTiles || tileY >= grid.heightTiles) return;
  if (loot.values[kind] > 0) loot.put(tileY * grid.widthTiles + tileX, kind, tick);
}

/** Moves a mover to a position on which it fits; it stands there. */
function place(world: World, { mover, x, y }: PlaceCommand): void {
  const { movers, grid, ground, tick } = world;
  if (!movers.has(mover) || !insideMap(grid, x, y) || !bodyFits(ground, x, y)) return;
  standUp(world, mover);
  movers.intent[mover] = Intent.stop;
  movers.x[mover] = x;
  movers.y[mover] = y;
  movers.stoodTick[mover] = tick;
  movers.jumpTick[mover] = tick;
  movers.inputTick[mover] = tick;
  movers.markChanged(mover, tick);
  crossOne(world, mover);
}
