// Treasure comes back: chunk after chunk is looked at in turn, and one below its measure gets half of what it lacks.
import type { World } from "../world.ts";

/** Ticks in which every chunk has its turn once: 4 s. */
const ROUND_TICKS = 80;

export function respawn(world: World): void {
  const { loot, random, tick } = world;
  const chunks = loot.targets.length;
  const looks = Math.ceil(chunks / ROUND_TICKS);
  for (let i = 0; i < looks; i++) {
    const chunk = loot.cursor;
    loot.cursor = chunk + 1 === chunks ? 0 : chunk + 1;
    const lacking = loot.targets[chunk] - loot.counts[chunk];
    for (let pieces = (lacking + 1) >> 1; pieces > 0; pieces--) loot.drop(chunk, random, tick);
  }
}
