// A hash of what movers do and of the marks on the map, for tests of determinism. Saved worlds begin without movers, so none
// of the former is saved.
import { MAX_MARKS_PER_CHUNK } from "@doubloon/shared/hunt/marks";
import { hashBytes } from "../saved/hash.ts";
import type { World } from "../world.ts";

/** Returns a hash of poses, boots, times and marks. */
export function hashBodies({ movers, actors, loot }: World): number {
  const { high, pose, fast, stoodTick, emoteTick } = movers;
  const { marks } = loot;
  const acting = actors.list.subarray(0, actors.count);
  const columns: (Uint8Array | Uint16Array | Uint32Array)[] = [
    pose.subarray(0, high),
    fast.subarray(0, high),
    stoodTick.subarray(0, high),
    emoteTick.subarray(0, high),
    acting,
    Uint32Array.from(acting, (mover) => actors.since[mover]),
    Uint8Array.from(acting, (mover) => actors.taken[mover]),
    marks.counts,
    loot.at,
  ];
  for (let chunk = 0; chunk < marks.counts.length; chunk++) {
    const first = chunk * MAX_MARKS_PER_CHUNK;
    const end = first + marks.counts[chunk];
    columns.push(marks.tiles.subarray(first, end), marks.ticks.subarray(first, end));
  }
  let hash = 0;
  for (const column of columns) {
    hash = hashBytes(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), hash);
  }
  return hash;
}
