// Tiles and sub-tile units.
import { TILE_SUB } from "@doubloon/shared/space";

/** The column or row of the tile that holds a coordinate in sub-tile units. */
export function tileOf(sub: number): number {
  return Math.floor(sub / TILE_SUB);
}

/** The centre of a tile's column or row, in sub-tile units. */
export function tileCentre(tile: number): number {
  return (tile + 0.5) * TILE_SUB;
}
