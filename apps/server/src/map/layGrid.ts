// Copies the layers of a Tiled map onto one grid whose north-west corner is column 0, row 0, and checks every tile id.
// An infinite map is cropped to its used cells.
import { FLIP_DIAGONAL, FLIP_HORIZONTAL, FLIP_VERTICAL, GID_MASK } from "@doubloon/shared/wire/mapChunk";
import { MapError } from "./mapError.ts";
import type { TiledLayer, TiledMap, TiledTileset } from "./tiled/model.ts";
import { MAX_CELLS } from "./tiled/readLayers.ts";
import { checkSize } from "./tiled/readTiledMap.ts";

const GID_AND_FLIPS = (GID_MASK | FLIP_HORIZONTAL | FLIP_VERTICAL | FLIP_DIAGONAL) >>> 0;

export interface GridLayer {
  readonly layer: TiledLayer;
  /** Global tile ids with flip bits, `y * widthTiles + x`; 0 where the layer is empty. */
  readonly gids: Uint32Array;
}

export interface Grid {
  readonly widthTiles: number;
  readonly heightTiles: number;
  /** Column and row of the grid's first cell in the map file. */
  readonly originColumn: number;
  readonly originRow: number;
  /** Bottom to top. */
  readonly layers: readonly GridLayer[];
}

/** @throws MapError for a tile id outside every tileset, an empty infinite map or a map that is too large */
export function layGrid(map: TiledMap): Grid {
  const bounds =
    map.size === undefined
      ? usedBounds(map)
      : { west: 0, north: 0, east: map.size.width, south: map.size.height };
  const widthTiles = bounds.east - bounds.west;
  const heightTiles = bounds.south - bounds.north;
  checkSize(map.file, widthTiles, heightTiles);
  const cells = widthTiles * heightTiles * map.layers.length;
  if (cells > MAX_CELLS)
    throw new MapError(
      `${map.file}: ${map.layers.length} layers have ${cells} cells, expected at most ${MAX_CELLS}`,
    );
  const known = new Set<number>();
  const layers = map.layers.map((layer) => {
    const gids = new Uint32Array(widthTiles * heightTiles);
    for (const patch of layer.patches) {
      for (let y = 0; y < patch.height; y++) {
        const from = y * patch.width;
        const to = (patch.row + y - bounds.north) * widthTiles + patch.column - bounds.west;
        for (let x = 0; x < patch.width; x++) {
          const gid = (patch.gids[from + x] & GID_AND_FLIPS) >>> 0;
          if (gid === 0) continue;
          if (!known.has(gid)) {
            checkGid(gid & GID_MASK, map, layer, patch.column + x, patch.row + y);
            known.add(gid);
          }
          gids[to + x] = gid;
        }
      }
    }
    return { layer, gids };
  });
  return { widthTiles, heightTiles, originColumn: bounds.west, originRow: bounds.north, layers };
}

function usedBounds(map: TiledMap) {
  const bounds = { west: Infinity, north: Infinity, east: -Infinity, south: -Infinity };
  for (const { patches } of map.layers) {
    for (const patch of patches) {
      for (let i = 0; i < patch.gids.length; i++) {
        if (patch.gids[i] === 0) continue;
        const column = patch.column + (i % patch.width);
        const row = patch.row + Math.floor(i / patch.width);
        if (column < bounds.west) bounds.west = column;
        if (column >= bounds.east) bounds.east = column + 1;
        if (row < bounds.north) bounds.north = row;
        if (row >= bounds.south) bounds.south = row + 1;
      }
    }
  }
  if (bounds.west === Infinity) throw new MapError(`${map.file}: no layer has a tile, expected at least one`);
  return bounds;
}

/** Returns the tileset of a tile id without flip bits, or undefined. */
export function tilesetOf(tilesets: readonly TiledTileset[], gid: number): TiledTileset | undefined {
  let low = 0;
  let high = tilesets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tilesets[middle].firstGid <= gid) low = middle + 1;
    else high = middle;
  }
  const tileset = tilesets[low - 1];
  return tileset !== undefined && gid < tileset.firstGid + tileset.tileCount ? tileset : undefined;
}

function checkGid(gid: number, map: TiledMap, layer: TiledLayer, column: number, row: number): void {
  if (tilesetOf(map.tilesets, gid) !== undefined) return;
  const ranges = map.tilesets.map(({ firstGid, tileCount }) => `${firstGid} to ${firstGid + tileCount - 1}`);
  const listed = ranges.length > 6 ? `${ranges.slice(0, 6).join(", ")} ...` : ranges.join(", ");
  throw new MapError(
    `${map.file}: layer ${JSON.stringify(layer.path)}, column ${column}, row ${row}: tile id ${gid} is in no ` +
      `tileset, expected ${listed === "" ? "a map with a tileset" : listed}`,
  );
}
