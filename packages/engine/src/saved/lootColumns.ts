// Loot in a saved world: a u32 tile for each piece, then a u8 kind for each piece.
import { MAX_LOOT_PER_CHUNK } from "@doubloon/shared/loot";
import type { World } from "../world.ts";
import { SnapshotError } from "./snapshotError.ts";

/** Bytes of one piece. */
export const PIECE_BYTES = 5;

/** Returns every piece's tile and kind, chunk by chunk. */
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
 * Puts saved pieces back on their tiles. Drops the pieces that the current loot table does not allow there. The world
 * must be empty and of the map that was saved.
 * @throws SnapshotError for a piece outside the map or two on one tile
 */
export function restoreLoot(world: World, view: DataView, at: number, pieces: number): void {
  const { loot, map } = world;
  for (let i = 0; i < pieces; i++) {
    const tile = view.getUint32(at + 4 * i, true);
    const kind = view.getUint8(at + 4 * pieces + i);
    if (tile >= map.blocked.length) {
      throw new SnapshotError(`saved loot ${i}: tile ${tile}, expected less than ${map.blocked.length}`);
    }
    if (loot.at[tile] !== 0) {
      throw new SnapshotError(
        `saved loot ${i}: tile ${tile} for the second time, expected one piece on a tile`,
      );
    }
    if (loot.allows(tile, kind)) loot.put(tile, kind, world.tick);
  }
}
