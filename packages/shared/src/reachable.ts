// Flood fill from the spawn points over the sides of walkable tiles. Diagonal steps do not count.
import type { WorldMap } from "./map.ts";

/** Returns 1 for each tile that a player can reach from a spawn point, row by row. */
export function reachableTiles(map: WorldMap): Uint8Array<ArrayBuffer> {
  const { widthTiles, heightTiles, blocked, spawns } = map;
  const reached = new Uint8Array(widthTiles * heightTiles);
  const open = new Uint32Array(reached.length);
  let count = 0;
  const visit = (tile: number): void => {
    if (blocked[tile] !== 0 || reached[tile] !== 0) return;
    reached[tile] = 1;
    open[count++] = tile;
  };
  for (const { tileX, tileY } of spawns) visit(tileY * widthTiles + tileX);
  for (let i = 0; i < count; i++) {
    const tile = open[i];
    const tileX = tile % widthTiles;
    if (tileX > 0) visit(tile - 1);
    if (tileX < widthTiles - 1) visit(tile + 1);
    if (tile >= widthTiles) visit(tile - widthTiles);
    if (tile < reached.length - widthTiles) visit(tile + widthTiles);
  }
  return reached;
}
