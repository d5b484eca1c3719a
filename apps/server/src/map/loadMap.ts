// Loads a Tiled map into the form that the world and the clients need. Every map enters the server through here.
import { createHash } from "node:crypto";
import type { DrawnLayer, MapDescription, WorldMap } from "@doubloon/shared/map";
import { CHUNK_TILES } from "@doubloon/shared/space";
import { encodeMapChunk } from "@doubloon/shared/wire/mapChunk";
import { decideTiles } from "./decideTiles.ts";
import { findLandmarks, findNamedAreas } from "./findPlaces.ts";
import { findSpawns } from "./findSpawns.ts";
import { type Grid, layGrid } from "./layGrid.ts";
import { loadImages, type MapImage } from "./loadImages.ts";
import { deriveLandmarks } from "./terrain/deriveLandmarks.ts";
import { defaultMapRoot, MapFiles } from "./tiled/mapFiles.ts";
import { readTiledMap } from "./tiled/readTiledMap.ts";

export interface LoadedMap {
  readonly world: WorldMap;
  readonly description: MapDescription;
  /** Encodes a chunk (shared/wire/mapChunk); each call encodes it again. Returns undefined outside the map. */
  readonly chunk: (column: number, row: number) => Uint8Array<ArrayBuffer> | undefined;
  /** By name: the part after `images/` in the URLs of the tilesets' images. */
  readonly images: ReadonlyMap<string, MapImage>;
  /** Features of the file that Doubloon ignores, one line each, for map makers. */
  readonly notes: readonly string[];
}

/**
 * Loads an orthogonal map saved by Tiled (.tmj, .json or .tmx). The files that it refers to must lie under `root`.
 * @throws MapError whose one-line message names file, layer, place and the expected value
 */
export async function loadMap(path: string, root = defaultMapRoot(path)): Promise<LoadedMap> {
  const files = await MapFiles.under(root);
  const map = await readTiledMap(path, files);
  const grid = layGrid(map);
  const { widthTiles, heightTiles } = grid;
  const decided = decideTiles(map, grid);
  const spawns = findSpawns(map, grid, decided.blocked);
  const named = findLandmarks(map, grid);
  const landmarks = named.length > 0 ? named : deriveLandmarks({ widthTiles, ...decided });
  const areas = findNamedAreas(map, grid);
  const { tilesets, images } = await loadImages(path, map.tilesets, files);
  const drawn = grid.layers.filter(({ layer }) => layer.visible);
  const layers: DrawnLayer[] = drawn.map(({ layer }) => ({
    name: layer.path,
    opacity: layer.opacity,
    above: layer.properties.above ?? false,
  }));
  const { tileWidth, tileHeight } = map;
  const layerGids = drawn.map(({ gids }) => gids);

  // Landmarks and areas are left out: they change nothing that is drawn or walked on, and a new name for a bridge must not
  // make a saved world one of another map.
  const hash = createHash("sha256");
  const summary = {
    widthTiles,
    heightTiles,
    tileWidth,
    tileHeight,
    layers,
    tilesets,
    spawns,
    terrains: decided.terrains,
  };
  hash.update(JSON.stringify(summary)).update(decided.blocked).update(decided.terrain);
  for (const gids of layerGids) hash.update(gids);
  for (const { bytes } of images.values()) hash.update(`${bytes.length}:`).update(bytes);
  const version = hash.digest("hex").slice(0, 32);

  return {
    world: { widthTiles, heightTiles, ...decided, spawns, landmarks, areas, version },
    description: {
      version,
      widthTiles,
      heightTiles,
      tileWidth,
      tileHeight,
      layers,
      tilesets,
      landmarks: landmarks.map(({ name, kind, tileX, tileY }) => ({ name, kind, tileX, tileY })),
    },
    chunk: (column, row) => encodeChunk(grid, layerGids, decided.blocked, column, row),
    images,
    notes: map.notes,
  };
}

function encodeChunk(
  { widthTiles, heightTiles }: Grid,
  layerGids: readonly Uint32Array[],
  blocked: Uint8Array,
  column: number,
  row: number,
): Uint8Array<ArrayBuffer> | undefined {
  const west = column * CHUNK_TILES;
  const north = row * CHUNK_TILES;
  if (!(west >= 0 && north >= 0 && west < widthTiles && north < heightTiles)) return undefined;
  const chunkBlocked = new Uint8Array(CHUNK_TILES * CHUNK_TILES).fill(1);
  const layers = layerGids.map(() => new Uint32Array(CHUNK_TILES * CHUNK_TILES));
  const width = Math.min(CHUNK_TILES, widthTiles - west);
  for (let y = 0; y < Math.min(CHUNK_TILES, heightTiles - north); y++) {
    const from = (north + y) * widthTiles + west;
    chunkBlocked.set(blocked.subarray(from, from + width), y * CHUNK_TILES);
    for (const [i, gids] of layerGids.entries())
      layers[i].set(gids.subarray(from, from + width), y * CHUNK_TILES);
  }
  return encodeMapChunk({ blocked: chunkBlocked, layers });
}
