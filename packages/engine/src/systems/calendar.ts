// The calendar moves on: a new day empties the day's board, a new season archives the old one and takes the marks of its
// great finds off the map. The engine has no clock: the server says what day it is. A day or season before the present one
// is ignored, because the server's clock may have been set back.
import { Mark } from "@doubloon/shared/hunt/marks";
import type { CalendarCommand, Command } from "../commands.ts";
import type { World } from "../world.ts";

export function calendar(world: World, commands: readonly Command[]): void {
  for (const command of commands) if (command.type === "calendar") moveOn(world, command);
}

function moveOn(world: World, { day, season }: CalendarCommand): void {
  const { board } = world;
  if (day > board.day) {
    board.beginDay(day);
    world.season.revision++;
  }
  const ended = world.season.number;
  if (season <= ended) return;
  for (const { tile } of world.season.greatFinds) {
    // Another mark may have taken its place since.
    if (world.loot.at[tile] === Mark.great) world.loot.unmark(tile, world.tick);
  }
  world.season.begin(season);
  if (ended > 0) world.facts.push({ type: "seasonOver", season: ended });
}
