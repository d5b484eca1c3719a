// A small test map that can be written in every format and encoding of Tiled: 20 x 18 tiles, a layer in a group, a
// flipped tile, a bridge over water, a spawn point. Its corners are used, so that an infinite map has the same bounds.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { PNG } from "pngjs";

export const WIDTH = 20;
export const HEIGHT = 18;
export const FLIPPED = 0xa0000000;

export interface MapForm {
  readonly xml: boolean;
  readonly encoding: "none" | "csv" | "base64";
  readonly compression: "" | "gzip" | "zlib" | "zstd";
  readonly infinite: boolean;
  /** Extension of an external tileset. */
  readonly tileset: "embedded" | "tsx" | "tsj";
}

export const plainForm: MapForm = {
  xml: false,
  encoding: "none",
  compression: "",
  infinite: false,
  tileset: "embedded",
};

/** Tile ids of the two layers, row by row. Tile 1 grass, 2 water (blocked), 3 bridge (free), 4 wall. */
export function ground(x: number, y: number): number {
  return x === 5 && y !== 17 ? 2 : 1;
}

export function things(x: number, y: number): number {
  if (x === 5 && y === 9) return (3 | FLIPPED) >>> 0;
  return y === 3 && x > 10 ? 4 : 0;
}

/** Infinite maps start this many tiles west and north of their origin. */
const SHIFT = 16;
const CHUNK = 16;
const TILE = 16;

const tilesetTiles = [
  { id: 0, properties: [{ name: "terrain", type: "string", value: "grass" }] },
  {
    id: 1,
    properties: [
      { name: "blocked", type: "bool", value: true },
      { name: "terrain", type: "string", value: "water" },
    ],
  },
  {
    id: 2,
    properties: [
      { name: "blocked", type: "bool", value: false },
      { name: "terrain", type: "string", value: "bridge" },
    ],
  },
];
const tilesetHead = { tilewidth: TILE, tileheight: TILE, tilecount: 4, columns: 2, margin: 0, spacing: 0 };

type Cell = (x: number, y: number) => number;

function rectangle(cell: Cell, west: number, north: number, width: number, height: number): number[] {
  return Array.from({ length: width * height }, (_, i) => {
    const x = west + (i % width);
    const y = north + Math.floor(i / width);
    return x < 0 || y < 0 || x >= WIDTH || y >= HEIGHT ? 0 : cell(x, y);
  });
}

/** Encodes cells as base64 text, compressed as given. */
export function encodeCells(cells: readonly number[], compression: MapForm["compression"]): string {
  const bytes = Buffer.alloc(cells.length * 4);
  for (const [i, gid] of cells.entries()) bytes.writeUInt32LE(gid, i * 4);
  const packers = { "": (b: Buffer) => b, gzip: gzipSync, zlib: deflateSync, zstd: zstdCompressSync };
  return packers[compression](bytes).toString("base64");
}

function jsonCells(cells: readonly number[], form: MapForm): unknown {
  return form.encoding === "base64" ? encodeCells(cells, form.compression) : cells;
}

function xmlCells(cells: readonly number[], form: MapForm): string {
  if (form.encoding === "base64") return `\n   ${encodeCells(cells, form.compression)}\n  `;
  if (form.encoding === "csv") return `\n${cells.join(",")}\n`;
  return cells.map((gid) => (gid === 0 ? "<tile/>" : `<tile gid="${gid}"/>`)).join("\n");
}

function chunks(cell: Cell): { x: number; y: number; cells: number[] }[] {
  const list = [];
  for (let y = 0; y < HEIGHT; y += CHUNK) {
    for (let x = 0; x < WIDTH; x += CHUNK)
      list.push({ x: x - SHIFT, y: y - SHIFT, cells: rectangle(cell, x, y, CHUNK, CHUNK) });
  }
  return list;
}

function jsonLayer(name: string, cell: Cell, form: MapForm) {
  const size = { width: WIDTH, height: HEIGHT, x: 0, y: 0 };
  const head = { name, type: "tilelayer", opacity: 1, visible: true, ...size };
  const encoding =
    form.encoding === "base64" ? { encoding: "base64", compression: form.compression } : undefined;
  if (!form.infinite)
    return { ...head, ...encoding, data: jsonCells(rectangle(cell, 0, 0, WIDTH, HEIGHT), form) };
  const list = chunks(cell).map(({ x, y, cells }) => ({
    x,
    y,
    width: CHUNK,
    height: CHUNK,
    data: jsonCells(cells, form),
  }));
  return { ...head, ...encoding, chunks: list };
}

/** Returns the map as an object in the shape of Tiled's JSON. Tests change it to make it invalid. */
export function jsonMap(form: MapForm) {
  const shift = form.infinite ? SHIFT * TILE : 0;
  const embedded = { firstgid: 1, name: "small", ...tilesetHead, image: "small.png", tiles: tilesetTiles };
  return {
    type: "map",
    orientation: "orthogonal",
    infinite: form.infinite,
    width: WIDTH,
    height: HEIGHT,
    tilewidth: TILE,
    tileheight: TILE,
    tilesets: [
      form.tileset === "embedded" ? embedded : { firstgid: 1, source: `tilesets/small.${form.tileset}` },
    ],
    layers: [
      jsonLayer("Ground", ground, form),
      {
        name: "Upper",
        type: "group",
        opacity: 0.5,
        visible: true,
        properties: [{ name: "blocked", type: "bool", value: true }],
        layers: [jsonLayer("Things", things, form)],
      },
      {
        name: "Places",
        type: "objectgroup",
        objects: [{ id: 7, name: "spawn", point: true, x: 2.5 * TILE - shift, y: 4.5 * TILE - shift }],
      },
    ],
  };
}

function xmlProperties(properties: readonly { name: string; type: string; value: unknown }[]): string {
  const one = properties.map(({ name, type, value }) => {
    const typed = type === "string" ? "" : ` type="${type}"`;
    return `<property name="${name}"${typed} value="${value}"/>`;
  });
  return `<properties>${one.join("")}</properties>`;
}

function xmlTileset(attributes: string, image: string): string {
  const tiles = tilesetTiles.map(
    ({ id, properties }) => `<tile id="${id}">${xmlProperties(properties)}</tile>`,
  );
  const head = Object.entries(tilesetHead).map(([key, value]) => `${key}="${value}"`);
  return `<tileset ${attributes} name="small" ${head.join(" ")}><image source="${image}" width="32" height="32"/>${tiles.join("")}</tileset>`;
}

function xmlLayer(name: string, cell: Cell, form: MapForm): string {
  const encoding = form.encoding === "none" ? "" : ` encoding="${form.encoding}"`;
  const compression = form.compression === "" ? "" : ` compression="${form.compression}"`;
  const data = form.infinite
    ? chunks(cell).map(
        ({ x, y, cells }) =>
          `<chunk x="${x}" y="${y}" width="16" height="16">${xmlCells(cells, form)}</chunk>`,
      )
    : [xmlCells(rectangle(cell, 0, 0, WIDTH, HEIGHT), form)];
  return `<layer name="${name}" width="${WIDTH}" height="${HEIGHT}">\n  <data${encoding}${compression}>${data.join("\n")}</data></layer>`;
}

function xmlMap(form: MapForm): string {
  const shift = form.infinite ? SHIFT * TILE : 0;
  const tileset =
    form.tileset === "embedded"
      ? xmlTileset('firstgid="1"', "small.png")
      : `<tileset firstgid="1" source="tilesets/small.${form.tileset}"/>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<map version="1.8" orientation="orthogonal" width="${WIDTH}" height="${HEIGHT}" tilewidth="${TILE}" tileheight="${TILE}" infinite="${form.infinite ? 1 : 0}">
 ${tileset}
 ${xmlLayer("Ground", ground, form)}
 <group name="Upper" opacity="0.5">${xmlProperties([{ name: "blocked", type: "bool", value: true }])}
 ${xmlLayer("Things", things, form)}
 </group>
 <objectgroup name="Places"><object id="7" name="spawn" x="${2.5 * TILE - shift}" y="${4.5 * TILE - shift}"><point/></object></objectgroup>
</map>
`;
}

/** Returns a PNG of two by two tiles. */
export function smallImage(): Buffer {
  const png = new PNG({ width: 2 * TILE, height: 2 * TILE });
  png.data.fill(0x80);
  return PNG.sync.write(png);
}

/** Writes the map with its tileset and image into a folder and returns the map's path. */
export async function writeTestMap(folder: string, form: MapForm, name = "map"): Promise<string> {
  await mkdir(join(folder, "tilesets"), { recursive: true });
  await writeFile(join(folder, "small.png"), smallImage());
  await writeFile(join(folder, "tilesets/small.tsx"), xmlTileset('version="1.8"', "../small.png"));
  const tsj = { name: "small", type: "tileset", ...tilesetHead, image: "../small.png", tiles: tilesetTiles };
  await writeFile(join(folder, "tilesets/small.tsj"), JSON.stringify(tsj));
  const path = join(folder, `${name}.${form.xml ? "tmx" : "tmj"}`);
  await writeFile(path, form.xml ? xmlMap(form) : JSON.stringify(jsonMap(form)));
  return path;
}
