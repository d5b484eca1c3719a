// Reads tilesets, embedded or external. A collection of images becomes one single-tile tileset for each image, so that
// clients handle only one type of tileset.
import { dirname, resolve } from "node:path";
import { GID_MASK } from "@doubloon/shared/wire/mapChunk";
import { MapError } from "../mapError.ts";
import { Fields, shown } from "./fields.ts";
import { imageSizeOf } from "./imageSize.ts";
import type { MapFiles } from "./mapFiles.ts";
import type { TiledTileset, TileFacts } from "./model.ts";
import { checkTerrain, readProperties } from "./properties.ts";
import { parseDocument } from "./readDocument.ts";

const MAX_GID = GID_MASK;
const MAX_TILES = 1 << 20;
const MAX_TILE_PIXELS = 4096;

/**
 * Reads an entry of the map's tilesets. Adds a line to `notes` for each feature that is ignored.
 * @throws MapError
 */
export async function readTilesets(
  entry: unknown,
  mapPath: string,
  files: MapFiles,
  notes: string[],
): Promise<TiledTileset[]> {
  const reference = new Fields(entry, `${mapPath}: tileset`);
  const firstGid = reference.int("firstgid", 1, MAX_GID);
  if (!reference.has("source")) return readTileset(reference, firstGid, mapPath, files, notes);
  const path = resolve(dirname(mapPath), reference.text("source"));
  const role = `the tileset that ${mapPath} refers to`;
  const document = parseDocument(await files.read(path, role), path, "tileset", role);
  return readTileset(new Fields(document, path), firstGid, path, files, notes);
}

async function readTileset(
  unnamed: Fields,
  firstGid: number,
  file: string,
  files: MapFiles,
  notes: string[],
): Promise<TiledTileset[]> {
  const name = unnamed.text("name", "");
  const fields = unnamed.at(`${file}: tileset ${JSON.stringify(name)}`);
  if (fields.has("tileproperties"))
    fields.fail("tileproperties", "properties as Tiled 1.2 and newer save them");
  if (fields.has("tileoffset")) notes.push(`${fields.where}: its drawing offset is ignored`);
  if (fields.has("transparentcolor")) notes.push(`${fields.where}: its transparent colour is ignored`);
  const entries = fields.list("tiles", MAX_TILES).map((tile) => readTile(tile, fields.where));
  if (entries.some(({ animated }) => animated)) notes.push(`${fields.where}: animations are ignored`);
  const tiles = new Map<number, TileFacts>(entries.map(({ id, facts }) => [id, facts]));
  const tileWidth = fields.int("tilewidth", 1, MAX_TILE_PIXELS);
  const tileHeight = fields.int("tileheight", 1, MAX_TILE_PIXELS);
  if (!fields.has("image"))
    return await Promise.all(entries.map((tile) => imageTile(tile, name, firstGid, file, files)));
  const margin = fields.int("margin", 0, MAX_TILE_PIXELS, 0);
  const spacing = fields.int("spacing", 0, MAX_TILE_PIXELS, 0);
  const path = imagePath(fields, file);
  // Tiled before 0.13 saves neither value; both follow from the image's size.
  const counted = fields.has("tilecount") && fields.has("columns");
  const inImage = counted ? undefined : tilesIn(await imageSizeOf(fields, path, files), fields);
  const tileCount = fields.int("tilecount", 1, MAX_TILES, inImage?.tileCount);
  if (firstGid + tileCount - 1 > MAX_GID) fields.fail("firstgid", `at most ${MAX_GID - tileCount + 1}`);
  return [
    {
      name,
      firstGid,
      tileCount,
      columns: fields.int("columns", 1, MAX_TILES, inImage?.columns),
      tileWidth,
      tileHeight,
      margin,
      spacing,
      imagePath: path,
      tiles,
    },
  ];
}

/** Divides an image as Tiled does: the last column and row need no spacing after them. */
function tilesIn(image: { readonly width: number; readonly height: number }, tileset: Fields) {
  const margin = tileset.int("margin", 0, MAX_TILE_PIXELS, 0);
  const spacing = tileset.int("spacing", 0, MAX_TILE_PIXELS, 0);
  const along = (pixels: number, tile: number): number =>
    Math.max(0, Math.floor((pixels - margin + spacing) / (tile + spacing)));
  const columns = along(image.width, tileset.int("tilewidth", 1, MAX_TILE_PIXELS));
  const rows = along(image.height, tileset.int("tileheight", 1, MAX_TILE_PIXELS));
  if (columns * rows === 0) {
    throw new MapError(
      `${tileset.where}: image is ${image.width} x ${image.height} pixels, expected room for at least one tile`,
    );
  }
  return { columns, tileCount: columns * rows };
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
  // The class is in "type" or "class", depending on Tiled's version.
  const ofClass = checkTerrain(fields, "class") ?? checkTerrain(fields, "type");
  return { id, fields, facts: { blocked, terrain: terrain ?? ofClass }, animated: fields.has("animation") };
}

/** Reads a tile of a collection of images: the whole image, or the part given by `x`, `y`, `width` and `height`. */
async function imageTile(
  { id, fields, facts }: TileEntry,
  name: string,
  firstGid: number,
  file: string,
  files: MapFiles,
): Promise<TiledTileset> {
  if (!fields.has("image")) fields.fail("image", "an image, since its tileset has none");
  if (firstGid + id > MAX_GID) fields.fail("id", `at most ${MAX_GID - firstGid}`);
  const path = imagePath(fields, file);
  const image = await imageSizeOf(fields, path, files);
  const x = fields.int("x", 0, image.width - 1, 0);
  const y = fields.int("y", 0, image.height - 1, 0);
  return {
    name: `${name} ${id}`,
    firstGid: firstGid + id,
    tileCount: 1,
    columns: 1,
    tileWidth: fields.int("width", 1, Math.min(MAX_TILE_PIXELS, image.width - x), image.width - x),
    tileHeight: fields.int("height", 1, Math.min(MAX_TILE_PIXELS, image.height - y), image.height - y),
    margin: 0,
    spacing: 0,
    ...(x === 0 && y === 0 ? undefined : { imageX: x, imageY: y }),
    imagePath: path,
    tiles: new Map([[0, facts]]),
  };
}

function imagePath(fields: Fields, file: string): string {
  const source = fields.text("image");
  if (source === "" || /^[a-z]{2,}:/i.test(source))
    throw new MapError(`${fields.where}: image is ${shown(source)}, expected the path of an image file`);
  return resolve(dirname(file), source);
}
