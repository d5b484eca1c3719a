// A hash of what movers do and of the marks on the map, for tests of determinism. Saved worlds begin without movers, so none
// of the former is saved.
import { hashBytes } from "../saved/hash.ts";
import type { World } from "../world.ts";

/** Returns a hash of poses, boots, times and marks. */
export function hashBodies({ movers, actors, loot }: World): number {
  const { high, pose, fast, stoodTick, emoteTick } = movers;
  const { marks } = loot;
  let hash = 0;
  for (const column of [
    pose.subarray(0, high),
    fast.subarray(0, high),
    stoodTick.subarray(0, high),
    emoteTick.subarray(0, high),
    actors.list.subarray(0, actors.count),
    actors.since.subarray(0, high),
    marks.counts,
    marks.tiles,
    marks.ticks,
    loot.at,
  ]) {
    hash = hashBytes(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), hash);
  }
  return hash;
}
