// Reads a Tiled map (.tmj, .json or .tmx) with its tilesets. It rejects maps that are not orthogonal and applies no
// rules of Doubloon.
import { makeChunkGrid } from "@doubloon/shared/space";
import { MapError } from "../mapError.ts";
import { Fields } from "./fields.ts";
import { type MapFiles, readBytes } from "./mapFiles.ts";
import type { TiledMap } from "./model.ts";
import { Templates } from "./objects/templates.ts";
import { parseDocument } from "./readDocument.ts";
import { type LayerSink, MAX_SIDE_TILES, readLayers } from "./readLayers.ts";
import { readTilesets } from "./readTileset.ts";

const MAX_TILE_PIXELS = 1024;
const MAX_TILESETS = 1024;

/**
 * Reads a map file and, through `files`, the files that it refers to.
 * @throws MapError that names file, layer, place and the expected value
 */
export async function readTiledMap(path: string, files: MapFiles): Promise<TiledMap> {
  const role = "a Tiled map";
  const fields = new Fields(parseDocument(await readBytes(path, role), path, "map", role), path);
  if (fields.raw("type") === "tileset" || !fields.has("orientation"))
    throw new MapError(`${path}: has no orientation, expected a Tiled map`);
  if (fields.raw("orientation") !== "orthogonal") fields.fail("orientation", '"orthogonal"');
  const size = fields.flag("infinite", false)
    ? undefined
    : { width: fields.int("width", 1, MAX_SIDE_TILES), height: fields.int("height", 1, MAX_SIDE_TILES) };
  if (size !== undefined) checkSize(path, size.width, size.height);
  const tileWidth = fields.int("tilewidth", 1, MAX_TILE_PIXELS);
  const tileHeight = fields.int("tileheight", 1, MAX_TILE_PIXELS);
  const notes: string[] = [];
  const tilesets = [];
  for (const entry of fields.list("tilesets", MAX_TILESETS))
    tilesets.push(...(await readTilesets(entry, path, files, notes)));
  if (tilesets.length > MAX_TILESETS)
    throw new MapError(
      `${path}: ${tilesets.length} tilesets and collection images, expected at most ${MAX_TILESETS}`,
    );
  tilesets.sort((a, b) => a.firstGid - b.firstGid);
  for (const [i, tileset] of tilesets.slice(1).entries()) {
    const previous = tilesets[i];
    if (previous.firstGid + previous.tileCount > tileset.firstGid) {
      throw new MapError(
        `${path}: tileset ${JSON.stringify(tileset.name)} begins at tile id ${tileset.firstGid}, ` +
          `expected ${previous.firstGid + previous.tileCount} or more, after ${JSON.stringify(previous.name)}`,
      );
    }
  }
  const sink: LayerSink = { layers: [], spawns: [], landmarks: [], areas: [], notes, cells: 0 };
  await readLayers(fields, { file: path, size, templates: new Templates(path, files) }, sink);
  const { layers, spawns, landmarks, areas } = sink;
  if (layers.length === 0) throw new MapError(`${path}: no tile layer, expected at least one`);
  return { file: path, size, tileWidth, tileHeight, tilesets, layers, spawns, landmarks, areas, notes };
}

/** @throws MapError for a map with more chunks than there are room ids */
export function checkSize(path: string, widthTiles: number, heightTiles: number): void {
  try {
    makeChunkGrid(widthTiles, heightTiles);
  } catch (error) {
    throw new MapError(`${path}: ${(error as Error).message}`);
  }
}
