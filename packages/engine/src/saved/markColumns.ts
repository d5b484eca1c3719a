// Marks in a saved world: a u32 tile for each, then a u32 tick at which each was made, then a u8 kind for each.
import { isMark, MAX_MARKS_PER_CHUNK } from "@doubloon/shared/hunt/marks";
import type { Tick } from "@doubloon/shared/ids";
import { since32 } from "@doubloon/shared/time";
import type { World } from "../world.ts";
import { SnapshotError } from "./snapshotError.ts";

/** Bytes of one mark. */
export const MARK_BYTES = 9;

/** Returns every mark's tile, tick and kind, chunk by chunk. */
export function markColumns({ loot }: World): [Uint32Array, Uint32Array, Uint8Array] {
  const { marks } = loot;
  const tiles = new Uint32Array(marks.total);
  const ticks = new Uint32Array(marks.total);
  const kinds = new Uint8Array(marks.total);
  let count = 0;
  for (let chunk = 0; chunk < marks.counts.length; chunk++) {
    for (let i = 0; i < marks.counts[chunk]; i++) {
      const at = chunk * MAX_MARKS_PER_CHUNK + i;
      tiles[count] = marks.tiles[at];
      ticks[count] = marks.ticks[at];
      kinds[count++] = loot.at[marks.tiles[at]];
    }
  }
  return [tiles, ticks, kinds];
}

/**
 * Puts saved marks back, the oldest first. The world's loot must be in place.
 * @throws SnapshotError for a mark outside the map, on loot or on another mark, or one that a chunk has no room for
 */
export function restoreMarks(world: World, view: DataView, at: number, count: number): void {
  const { loot, map, tick } = world;
  const marks = Array.from({ length: count }, (_, i) => ({
    tile: view.getUint32(at + 4 * i, true),
    made: view.getUint32(at + 4 * (count + i), true) as Tick,
    kind: view.getUint8(at + 8 * count + i),
  }));
  const age = ({ made }: { readonly made: Tick }): number => since32(tick, made);
  for (const { tile, made, kind } of marks.sort((a, b) => age(b) - age(a))) {
    const fail = (found: string, expected: string): never => {
      throw new SnapshotError(`saved mark on tile ${tile}: ${found}, expected ${expected}`);
    };
    if (tile >= map.blocked.length) fail("outside", `less than ${map.blocked.length}`);
    if (loot.at[tile] !== 0) fail(`kind ${loot.at[tile]} there`, "nothing else on the tile");
    if (!isMark(kind)) {
      fail(`kind ${kind}`, "a kind of mark");
      continue;
    }
    const total = loot.marks.total;
    const put = loot.marks.put(tile, kind, tick, made);
    if (!put || loot.marks.total !== total + 1) fail("a full chunk", `at most ${MAX_MARKS_PER_CHUNK} in one`);
  }
}
