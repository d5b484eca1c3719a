// Where treasure lies, as saved worlds hold it: u32 tile a piece, then u8 kind a piece.
import { MAX_LOOT_PER_CHUNK } from "@doubloon/shared/loot";
import type { World } from "../world.ts";
import { SnapshotError } from "./snapshotError.ts";

/** Bytes of a piece. */
export const PIECE_BYTES = 5;

/** Every piece's tile and kind, chunk by chunk. */
export function lootColumns(world: World): [Uint32Array, Uint8Array] {
  const { loot } = world;
  const tiles = new Uint32Array(loot.total);
  const kinds = new Uint8Array(loot.total);
  let pieces = 0;
  for (let chunk = 0; chunk < loot.counts.length; chunk++) {
    for (let i = 0; i < loot.counts[chunk]; i++) {
      const tile = loot.tiles[chunk * MAX_LOOT_PER_CHUNK + i];
      tiles[pieces] = tile;
      kinds[pieces++] = loot.at[tile];
    }
  }
  return [tiles, kinds];
}

/**
 * Puts saved pieces back where they lay. Those that the treasure table no longer allows there are left out; a world of
 * the former map must not remember what lay where: nothing is shared but the kinds.
 * @throws SnapshotError for a piece outside the map or two on one tile
 */
export function restoreLoot(world: World, view: DataView, at: number, pieces: number): void {
  const { loot, map } = world;
  for (let i = 0; i < pieces; i++) {
    const tile = view.getUint32(at + 4 * i, true);
    const kind = view.getUint8(at + 4 * pieces + i);
    if (tile >= map.blocked.length) {
      throw new SnapshotError(`saved treasure ${i}: tile ${tile}, expected less than ${map.blocked.length}`);
    }
    if (loot.at[tile] !== 0) {
      throw new SnapshotError(`saved treasure ${i}: tile ${tile} for the second time, expected one a tile`);
    }
    if (loot.allows(tile, kind)) loot.put(tile, kind, world.tick);
  }
}
