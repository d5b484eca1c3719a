// Old marks vanish. Loot respawns: chunks are visited in turn, and a chunk below its target gets half of the missing pieces,
// rounded up.
import type { World } from "../world.ts";

/** Every chunk is visited once in this many ticks: 4 s. */
const ROUND_TICKS = 80;

export function respawn(world: World): void {
  const { loot, random, tick } = world;
  loot.marks.expire(tick);
  const chunks = loot.targets.length;
  const visits = Math.ceil(chunks / ROUND_TICKS);
  for (let i = 0; i < visits; i++) {
    const chunk = loot.cursor;
    loot.cursor = chunk + 1 === chunks ? 0 : chunk + 1;
    const missing = loot.targets[chunk] - loot.counts[chunk];
    for (let pieces = (missing + 1) >> 1; pieces > 0; pieces--) loot.drop(chunk, random, tick);
  }
}
