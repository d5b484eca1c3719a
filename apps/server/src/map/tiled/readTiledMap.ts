// Reads a map that Tiled has saved, .tmj, .json or .tmx, with its tilesets. It refuses what is not orthogonal. What
// tiles mean in Doubloon is not decided here.
import { makeChunkGrid } from "@doubloon/shared/space";
import { MapError } from "../mapError.ts";
import { Fields } from "./fields.ts";
import { type MapFiles, readBytes } from "./mapFiles.ts";
import type { TiledMap } from "./model.ts";
import { parseDocument } from "./readDocument.ts";
import { type LayerSink, readLayers } from "./readLayers.ts";
import { readTilesets } from "./readTileset.ts";
import { Templates } from "./templates.ts";

const MAX_SIDE = 1 << 20;
const MAX_TILE_PIXELS = 1024;
const MAX_TILESETS = 1024;

/**
 * Reads a map file, and of `files` those that it names.
 * @throws MapError naming file, layer, place and what was expected
 */
export async function readTiledMap(path: string, files: MapFiles): Promise<TiledMap> {
  const role = "a Tiled map";
  const fields = new Fields(parseDocument(await readBytes(path, role), path, "map", role), path);
  if (fields.raw("type") === "tileset" || !fields.has("orientation"))
    throw new MapError(`${path}: has no orientation, expected a Tiled map`);
  if (fields.raw("orientation") !== "orthogonal") fields.fail("orientation", '"orthogonal"');
  const size = fields.flag("infinite", false)
    ? undefined
    : { width: fields.int("width", 1, MAX_SIDE), height: fields.int("height", 1, MAX_SIDE) };
  if (size !== undefined) checkSize(path, size.width, size.height);
  const tileWidth = fields.int("tilewidth", 1, MAX_TILE_PIXELS);
  const tileHeight = fields.int("tileheight", 1, MAX_TILE_PIXELS);
  const notes: string[] = [];
  const tilesets = [];
  for (const entry of fields.list("tilesets", MAX_TILESETS))
    tilesets.push(...(await readTilesets(entry, path, files, notes)));
  if (tilesets.length > MAX_TILESETS)
    throw new MapError(
      `${path}: ${tilesets.length} tilesets and images of collections, expected at most ${MAX_TILESETS}`,
    );
  tilesets.sort((a, b) => a.firstGid - b.firstGid);
  for (const [i, tileset] of tilesets.slice(1).entries()) {
    const former = tilesets[i];
    if (former.firstGid + former.tileCount > tileset.firstGid) {
      throw new MapError(
        `${path}: tileset ${JSON.stringify(tileset.name)} begins at tile id ${tileset.firstGid}, ` +
          `expected ${former.firstGid + former.tileCount} or more, after ${JSON.stringify(former.name)}`,
      );
    }
  }
  const sink: LayerSink = { layers: [], spawns: [], notes, cells: 0 };
  await readLayers(fields, { file: path, size, templates: new Templates(path, files) }, sink);
  const { layers, spawns } = sink;
  if (layers.length === 0) throw new MapError(`${path}: no tile layer, expected one or more`);
  return { file: path, size, tileWidth, tileHeight, tilesets, layers, spawns, notes };
}

/** @throws MapError for a map with more chunks than there are rooms */
export function checkSize(path: string, widthTiles: number, heightTiles: number): void {
  try {
    makeChunkGrid(widthTiles, heightTiles);
  } catch (error) {
    throw new MapError(`${path}: ${(error as Error).message}`);
  }
}
