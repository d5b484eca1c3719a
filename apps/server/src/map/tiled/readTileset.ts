// Tilesets, embedded or in files of their own, to images cut into tiles. A collection of images becomes one tileset of
// a single tile for each image, so that whoever draws knows only one sort.
import { dirname, resolve } from "node:path";
import { MapError } from "../mapError.ts";
import { Fields, shown } from "./fields.ts";
import type { TiledTileset, TileFacts } from "./model.ts";
import { checkTerrain, readProperties } from "./properties.ts";
import { readDocument } from "./readDocument.ts";

/** Global tile ids are 28 bits wide. */
export const MAX_GID = 0x0fffffff;
const MAX_TILES = 1 << 20;
const MAX_TILE_PIXELS = 4096;

/** Reads an entry of the map's tilesets. `notes` gets a line for each thing that is left out. */
export async function readTilesets(
  entry: unknown,
  mapPath: string,
  notes: string[],
): Promise<TiledTileset[]> {
  const reference = new Fields(entry, `${mapPath}: tileset`);
  const firstGid = reference.int("firstgid", 1, MAX_GID);
  if (!reference.has("source")) return readTileset(reference, firstGid, mapPath, notes);
  const path = resolve(dirname(mapPath), reference.text("source"));
  const document = await readDocument(path, "tileset", `the tileset that ${mapPath} names`);
  return readTileset(new Fields(document, path), firstGid, path, notes);
}

function readTileset(unnamed: Fields, firstGid: number, file: string, notes: string[]): TiledTileset[] {
  const name = unnamed.text("name", "");
  const fields = unnamed.at(`${file}: tileset ${JSON.stringify(name)}`);
  if (fields.has("tileproperties"))
    fields.fail("tileproperties", "properties as Tiled 1.2 and newer save them");
  if (fields.has("tileoffset")) notes.push(`${fields.where}: its drawing offset is left out`);
  if (fields.has("transparentcolor")) notes.push(`${fields.where}: its transparent colour is left out`);
  const entries = fields.list("tiles", MAX_TILES).map((tile) => readTile(tile, fields.where));
  if (entries.some(({ animated }) => animated)) notes.push(`${fields.where}: animations are left out`);
  const tiles = new Map<number, TileFacts>(entries.map(({ id, facts }) => [id, facts]));
  const tileWidth = fields.int("tilewidth", 1, MAX_TILE_PIXELS);
  const tileHeight = fields.int("tileheight", 1, MAX_TILE_PIXELS);
  if (!fields.has("image")) return entries.map((tile) => imageTile(tile, name, firstGid, file));
  const margin = fields.int("margin", 0, MAX_TILE_PIXELS, 0);
  const spacing = fields.int("spacing", 0, MAX_TILE_PIXELS, 0);
  const tileCount = fields.int("tilecount", 1, MAX_TILES);
  if (firstGid + tileCount - 1 > MAX_GID) fields.fail("firstgid", `at most ${MAX_GID - tileCount + 1}`);
  return [
    {
      name,
      firstGid,
      tileCount,
      columns: fields.int("columns", 1, MAX_TILES),
      tileWidth,
      tileHeight,
      margin,
      spacing,
      imagePath: imagePath(fields, file),
      tiles,
    },
  ];
}

interface TileEntry {
  readonly id: number;
  readonly fields: Fields;
  readonly facts: TileFacts;
  readonly animated: boolean;
}

function readTile(tile: unknown, where: string): TileEntry {
  const unplaced = new Fields(tile, `${where}: tile`);
  const id = unplaced.int("id", 0, MAX_TILES - 1);
  const fields = unplaced.at(`${where}: tile ${id}`);
  const { blocked, terrain } = readProperties(fields);
  // The class is "type" or "class", by Tiled's version.
  const ofClass = checkTerrain(fields, "class") ?? checkTerrain(fields, "type");
  return { id, fields, facts: { blocked, terrain: terrain ?? ofClass }, animated: fields.has("animation") };
}

function imageTile(
  { id, fields, facts }: TileEntry,
  name: string,
  firstGid: number,
  file: string,
): TiledTileset {
  if (!fields.has("image")) fields.fail("image", "an image, since its tileset has none");
  for (const part of ["x", "y"]) {
    if (fields.int(part, 0, MAX_TILE_PIXELS, 0) !== 0) fields.fail(part, "0: a tile that is its whole image");
  }
  if (firstGid + id > MAX_GID) fields.fail("id", `at most ${MAX_GID - firstGid}`);
  return {
    name: `${name} ${id}`,
    firstGid: firstGid + id,
    tileCount: 1,
    columns: 1,
    tileWidth: fields.int("imagewidth", 1, MAX_TILE_PIXELS),
    tileHeight: fields.int("imageheight", 1, MAX_TILE_PIXELS),
    margin: 0,
    spacing: 0,
    imagePath: imagePath(fields, file),
    tiles: new Map([[0, facts]]),
  };
}

function imagePath(fields: Fields, file: string): string {
  const source = fields.text("image");
  if (source === "" || /^[a-z]{2,}:/i.test(source))
    throw new MapError(`${fields.where}: image is ${shown(source)}, expected the path of an image file`);
  return resolve(dirname(file), source);
}
