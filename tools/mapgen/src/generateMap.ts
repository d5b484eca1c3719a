// Generates the default map from a seed: land and sea, bridges, forests, ruins and plants, named places; as a Tiled file and its image.
import { deflateSync } from "node:zlib";
import { findAreas } from "@doubloon/server/map/areas";
import { PNG } from "pngjs";
import { PIXEL_SCALE, TILE_ART } from "./art/canvas.ts";
import { buildRuins } from "./buildRuins.ts";
import { connect, layForest, layGround } from "./layGround.ts";
import { makeLevels } from "./levels.ts";
import { MapSketch } from "./mapSketch.ts";
import { chooseSpawns } from "./places/chooseSpawns.ts";
import { areaObjects, landmarkObjects, type NamedPlaces, namePlaces } from "./places/placesLayers.ts";
import { scatter } from "./scatter.ts";
import { makeTileTable, TILESET_COLUMNS, type TileTable } from "./tileTable.ts";

/** Seed and size of maps/archipelago.tmj. */
export const DEFAULT_SEED = 11;
export const DEFAULT_SIZE = 512;
export const MIN_SIZE = 64;
export const MAX_SIZE = 2048;
const TILE_PIXELS = TILE_ART * PIXEL_SCALE;

export interface GeneratedMap {
  /** A Tiled map as JSON; the image of its tileset is `imageName`, in the same folder. */
  readonly tmj: string;
  readonly png: Buffer;
}

/**
 * Generates a map. The same seed and size give the same map everywhere.
 * @param size tiles to a side, MIN_SIZE to MAX_SIZE
 * @param imageName file name of the tileset's image, as written into the map
 */
export function generateMap(seed: number, size: number, imageName: string): GeneratedMap {
  const table = makeTileTable();
  const levels = makeLevels(size, seed);
  const bridges = connect(levels);
  const sketch = new MapSketch(levels, table, seed);
  layGround(sketch, bridges);
  buildRuins(sketch);
  const forest = layForest(sketch);
  scatter(sketch, forest);
  const { sizes } = findAreas(sketch.blocked, size);
  if (sizes.length !== 2) throw new Error(`seed ${seed}: ${sizes.length - 1} separate areas, expected one`);
  return {
    tmj: tiledMap(sketch, chooseSpawns(sketch), namePlaces(sketch), imageName),
    png: tilesetImage(table),
  };
}

function tiledMap(
  sketch: MapSketch,
  spawns: readonly number[],
  { landmarks, areas }: NamedPlaces,
  imageName: string,
): string {
  const { size } = sketch;
  const firstLandmark = spawns.length + 1;
  const firstArea = firstLandmark + landmarks.length;
  const above = [{ name: "above", type: "bool", value: true }];
  const layers = [
    tileLayer(1, "Ground", sketch.ground, size),
    tileLayer(2, "Floor", sketch.floor, size),
    tileLayer(3, "Things", sketch.things, size),
    { ...tileLayer(4, "Crowns", sketch.crowns, size), properties: above },
    { ...tileLayer(5, "Crowns in front", sketch.crownsInFront, size), properties: above },
    objectLayer(6, "Spawns", spawnObjects(spawns, size)),
    objectLayer(7, "Landmarks", landmarkObjects(landmarks, firstLandmark, TILE_PIXELS)),
    objectLayer(8, "Areas", areaObjects(areas, firstArea, TILE_PIXELS)),
  ];
  const map = {
    type: "map",
    version: "1.8",
    orientation: "orthogonal",
    renderorder: "right-down",
    infinite: false,
    compressionlevel: -1,
    width: size,
    height: size,
    tilewidth: TILE_PIXELS,
    tileheight: TILE_PIXELS,
    nextlayerid: layers.length + 1,
    nextobjectid: firstArea + areas.length,
    tilesets: [tileset(sketch.table, imageName)],
    layers,
  };
  return `${JSON.stringify(map, undefined, 1)}\n`;
}

function tileLayer(id: number, name: string, gids: Uint32Array, size: number) {
  const bytes = new DataView(new ArrayBuffer(gids.length * 4));
  for (const [i, gid] of gids.entries()) bytes.setUint32(i * 4, gid, true);
  const data = deflateSync(new Uint8Array(bytes.buffer), { level: 9 }).toString("base64");
  const placed = {
    id,
    name,
    type: "tilelayer",
    x: 0,
    y: 0,
    width: size,
    height: size,
    opacity: 1,
    visible: true,
  };
  return { ...placed, encoding: "base64", compression: "zlib", data };
}

function spawnObjects(spawns: readonly number[], size: number) {
  return spawns.map((tile, i) => ({
    id: i + 1,
    name: "spawn",
    type: "",
    point: true,
    visible: true,
    rotation: 0,
    width: 0,
    height: 0,
    x: (tile % size) * TILE_PIXELS + TILE_PIXELS / 2,
    y: Math.floor(tile / size) * TILE_PIXELS + TILE_PIXELS / 2,
  }));
}

function objectLayer(id: number, name: string, objects: readonly object[]) {
  return {
    id,
    name,
    type: "objectgroup",
    draworder: "topdown",
    x: 0,
    y: 0,
    opacity: 1,
    visible: true,
    objects,
  };
}

function tileset({ tiles }: TileTable, imageName: string) {
  const rows = Math.ceil(tiles.length / TILESET_COLUMNS);
  return {
    name: "archipelago",
    firstgid: 1,
    tilecount: rows * TILESET_COLUMNS,
    columns: TILESET_COLUMNS,
    tilewidth: TILE_PIXELS,
    tileheight: TILE_PIXELS,
    margin: 0,
    spacing: 0,
    image: imageName,
    imagewidth: TILESET_COLUMNS * TILE_PIXELS,
    imageheight: rows * TILE_PIXELS,
    tiles: tiles.flatMap(({ blocked, terrain }, id) => {
      const properties = [
        ...(blocked === undefined ? [] : [{ name: "blocked", type: "bool", value: blocked }]),
        ...(terrain === undefined ? [] : [{ name: "terrain", type: "string", value: terrain }]),
      ];
      return properties.length === 0 ? [] : [{ id, properties }];
    }),
  };
}

function tilesetImage({ tiles }: TileTable): Buffer {
  const rows = Math.ceil(tiles.length / TILESET_COLUMNS);
  const image = new PNG({ width: TILESET_COLUMNS * TILE_PIXELS, height: rows * TILE_PIXELS });
  for (const [id, { picture }] of tiles.entries()) {
    const west = (id % TILESET_COLUMNS) * TILE_PIXELS;
    const north = Math.floor(id / TILESET_COLUMNS) * TILE_PIXELS;
    for (let y = 0; y < TILE_PIXELS; y++) {
      for (let x = 0; x < TILE_PIXELS; x++) {
        const color = picture.get(Math.floor(x / PIXEL_SCALE), Math.floor(y / PIXEL_SCALE));
        const at = ((north + y) * image.width + west + x) * 4;
        // Pixels are 0xAARRGGBB, the image's bytes red, green, blue, alpha.
        image.data.writeUInt32BE(((color << 8) | (color >>> 24)) >>> 0, at);
      }
    }
  }
  return PNG.sync.write(image);
}
