import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateSync } from "node:zlib";
import { decodeMapChunk } from "@doubloon/shared/wire/mapChunk";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadMap } from "./loadMap.ts";
import { MapError } from "./mapError.ts";
import {
  encodeCells,
  FLIPPED,
  ground,
  HEIGHT,
  jsonMap,
  type MapForm,
  plainForm,
  things,
  WIDTH,
  writeTestMap,
} from "./testing/testMap.ts";

const fixtures = fileURLToPath(new URL("fixtures/", import.meta.url));
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "doubloon-map-"));
});
afterAll(() => rm(folder, { recursive: true }));

function everyForm(): MapForm[] {
  const encodings = [
    ["none", ""],
    ["csv", ""],
    ["base64", ""],
    ["base64", "gzip"],
    ["base64", "zlib"],
    ["base64", "zstd"],
  ] as const;
  return [false, true].flatMap((xml) =>
    [false, true].flatMap((infinite) =>
      (["embedded", "tsx", "tsj"] as const).flatMap((tileset) =>
        encodings.map(([encoding, compression]) => ({ xml, infinite, tileset, encoding, compression })),
      ),
    ),
  );
}

const at = (x: number, y: number) => y * WIDTH + x;

describe("loadMap", () => {
  it("takes a tile's properties from the topmost cell that has them", async () => {
    const { world, description, chunk } = await loadMap(await writeTestMap(folder, plainForm));
    expect(world).toMatchObject({ widthTiles: WIDTH, heightTiles: HEIGHT, spawns: [{ tileX: 2, tileY: 4 }] });
    expect(world.terrains).toEqual(["", "bridge", "grass", "water"]);
    for (let y = 0; y < HEIGHT; y++) {
      for (let x = 0; x < WIDTH; x++) {
        const onBridge = x === 5 && y === 9;
        const isWall = things(x, y) === 4;
        const inWater = ground(x, y) === 2 && !onBridge;
        expect(world.blocked[at(x, y)], `blocked at ${x}, ${y}`).toBe(isWall || inWater ? 1 : 0);
        const terrain = onBridge ? "bridge" : inWater ? "water" : "grass";
        expect(world.terrains[world.terrain[at(x, y)]], `terrain at ${x}, ${y}`).toBe(terrain);
      }
    }
    expect(description.layers).toEqual([
      { name: "Ground", opacity: 1, above: false },
      { name: "Upper/Things", opacity: 0.5, above: false },
    ]);
    expect(description.tilesets).toEqual([
      {
        name: "small",
        image: "images/0.png",
        firstGid: 1,
        tileCount: 4,
        columns: 2,
        tileWidth: 16,
        tileHeight: 16,
        margin: 0,
        spacing: 0,
      },
    ]);
    const first = decodeMapChunk(chunk(0, 0)!);
    expect(first.layers[1][9 * 16 + 5]).toBe((3 | FLIPPED) >>> 0);
    const last = decodeMapChunk(chunk(1, 1)!);
    expect([...last.blocked.subarray(0, 5)]).toEqual([0, 0, 0, 0, 1]);
    expect(last.layers[0][3]).toBe(1);
    expect(last.layers[0][4]).toBe(0);
    for (const [column, row] of [
      [2, 0],
      [0, 2],
      [-1, 0],
      [0.5, 99],
      [Number.NaN, 0],
    ] as const)
      expect(chunk(column, row)).toBeUndefined();
  });

  it("loads the same world from every format and encoding", async () => {
    const plain = await loadMap(await writeTestMap(folder, plainForm));
    for (const form of everyForm()) {
      const loaded = await loadMap(await writeTestMap(folder, form));
      expect(loaded.world, JSON.stringify(form)).toEqual(plain.world);
      expect(loaded.chunk(1, 1)).toEqual(plain.chunk(1, 1));
    }
  });

  it("loads the same world from files saved by Tiled itself", async () => {
    const plain = await loadMap(await writeTestMap(folder, plainForm));
    const files = (await readdir(fixtures)).filter((name) => /\.tm[xj]$/.test(name));
    expect(files.length).toBeGreaterThanOrEqual(6);
    for (const file of files) {
      const loaded = await loadMap(join(fixtures, file));
      expect(loaded.world, file).toEqual(plain.world);
    }
  });

  it("changes the version with every change of what is drawn or walked on", async () => {
    const versionOf = async (change: (map: ReturnType<typeof jsonMap>) => void) =>
      (await loadMap(await changed(change))).world.version;
    const versions = new Set([
      await versionOf(() => {}),
      await versionOf((map) => setIn(map.tilesets[0], { name: "other" })),
      await versionOf((map) => setIn(map.layers[0], { opacity: 0.25 })),
      await versionOf((map) => map.layers.splice(2, 1)),
    ]);
    expect(versions.size).toBe(4);
  });

  it("uses invisible layers for blocking but does not draw them", async () => {
    const path = await changed((map) => setIn(map.layers[1], { visible: false }));
    const { world, description } = await loadMap(path);
    expect(description.layers.map(({ name }) => name)).toEqual(["Ground"]);
    expect(world.blocked[at(15, 3)]).toBe(1);
    expect(world.blocked[at(5, 9)]).toBe(0);
  });

  it("starts players in the middle of the largest area if the map has no spawn points", async () => {
    const { world } = await loadMap(await changed((map) => map.layers.splice(2, 1)));
    expect(world.spawns).toEqual([{ tileX: 9, tileY: 8 }]);
  });

  it("turns a collection of images into one tileset for each image", async () => {
    const path = await changed((map) => {
      const image = { image: "small.png", imagewidth: 32, imageheight: 32 };
      const tiles = [0, 1, 2, 3, 9].map((id) => ({ id, ...image }));
      map.tilesets = [
        { firstgid: 1, name: "pictures", tilewidth: 32, tileheight: 32, columns: 0, tilecount: 5, tiles },
      ] as never;
    });
    const { description, images } = await loadMap(path);
    expect(description.tilesets.map(({ firstGid, tileCount }) => [firstGid, tileCount])).toEqual(
      [1, 2, 3, 4, 10].map((gid) => [gid, 1]),
    );
    expect([...images.keys()]).toEqual(["0.png"]);
  });
});

/** Writes the plain map after a change and returns its path. */
async function changed(change: (map: ReturnType<typeof jsonMap>) => void): Promise<string> {
  await writeTestMap(folder, plainForm);
  const map = jsonMap(plainForm);
  change(map);
  const path = join(folder, "changed.tmj");
  await writeFile(path, JSON.stringify(map));
  return path;
}

type Shape = Record<string, unknown>;
/** Sets fields, ignoring the types. */
const setIn = (owner: unknown, fields: Shape) => void Object.assign(owner as Shape, fields);
const size = WIDTH * HEIGHT;
const tooLong = deflateSync(Buffer.alloc(size * 400)).toString("base64");

const wrong: readonly [string, (map: ReturnType<typeof jsonMap>) => void, RegExp][] = [
  [
    "a hexagonal map",
    (map) => setIn(map, { orientation: "hexagonal" }),
    /orientation is "hexagonal", expected "orthogonal"/,
  ],
  [
    "a file that is not a map",
    (map) => setIn(map, { orientation: undefined }),
    /has no orientation, expected a Tiled map/,
  ],
  ["a side of no tiles", (map) => setIn(map, { width: 0 }), /width is 0, expected a whole number/],
  [
    "more chunks than rooms",
    (map) => setIn(map, { width: 100_000, height: 100_000 }),
    /chunks, expected at most 65536/,
  ],
  ["no layers", (map) => setIn(map, { layers: [] }), /no tile layer, expected at least one/],
  [
    "layers that are not a list",
    (map) => setIn(map, { layers: { a: 1 } }),
    /layers is \{"a":1\}, expected a list/,
  ],
  [
    "a layer of another kind",
    (map) => setIn(map.layers[0], { type: "voxels" }),
    /layer "Ground": type is "voxels", expected tilelayer/,
  ],
  [
    "a layer of another size",
    (map) => setIn(map.layers[0], { width: 7 }),
    /layer "Ground": width is 7, expected 20, like the map's/,
  ],
  [
    "too few cells",
    (map) => setIn(map.layers[0], { data: [1, 2] }),
    /layer "Ground": data has 2 cells, expected 20 x 18 = 360/,
  ],
  [
    "a cell that is not a number",
    (map) => setIn((map.layers[0] as unknown as { data: unknown[] }).data, { 41: "x" }),
    /layer "Ground", column 1, row 2: tile id is "x"/,
  ],
  [
    "a tile id outside all tilesets",
    (map) => setIn((map.layers[0] as unknown as { data: unknown[] }).data, { 45: 99 }),
    /layer "Ground", column 5, row 2: tile id 99 is in no tileset, expected 1 to 4/,
  ],
  [
    "an unknown encoding",
    (map) => setIn(map.layers[0], { encoding: "hex", data: "00" }),
    /encoding is "hex", expected none, csv or base64/,
  ],
  [
    "an unknown compression",
    (map) => setIn(map.layers[0], { encoding: "base64", compression: "lzma", data: "AAAA" }),
    /compression is "lzma", expected none, gzip, zlib or zstd/,
  ],
  [
    "text that is not base64",
    (map) => setIn(map.layers[0], { encoding: "base64", data: "!!" }),
    /not base64/,
  ],
  [
    "data that cannot be unpacked",
    (map) => setIn(map.layers[0], { encoding: "base64", compression: "zlib", data: "AAAA" }),
    /cannot be unpacked, expected zlib data/,
  ],
  [
    "data that unpacks to more than the layer",
    (map) => setIn(map.layers[0], { encoding: "base64", compression: "zlib", data: tooLong }),
    /unpacks to more than 1440 bytes/,
  ],
  [
    "half a cell",
    (map) => setIn(map.layers[0], { encoding: "base64", data: Buffer.alloc(7).toString("base64") }),
    /has 7 bytes, expected 1440/,
  ],
  [
    "too few compressed cells",
    (map) =>
      setIn(map.layers[0], { encoding: "base64", compression: "zstd", data: encodeCells([1], "zstd") }),
    /data has 1 cells, expected/,
  ],
  [
    "a property of the wrong type",
    (map) => setIn(map.layers[0], { properties: [{ name: "blocked", value: "maybe" }] }),
    /property "blocked": value is "maybe", expected true or false/,
  ],
  [
    "properties as old versions saved them",
    (map) => setIn(map.layers[0], { properties: { blocked: true } }),
    /properties is .*expected a list, as Tiled 1.2/,
  ],
  [
    "a blocked spawn point",
    (map) => setIn((map.layers[2] as { objects: Shape[] }).objects[0], { x: 5.5 * 16 }),
    /layer "Places": object 7: spawn point at column 5, row 4 is blocked/,
  ],
  [
    "a spawn point outside",
    (map) => setIn((map.layers[2] as { objects: Shape[] }).objects[0], { x: -1 }),
    /column -1, row 4 is outside the map, expected columns 0 to 19/,
  ],
  [
    "a missing tileset",
    (map) => setIn(map, { tilesets: [{ firstgid: 1, source: "nowhere.tsx" }] }),
    /nowhere\.tsx: cannot be read \(ENOENT\), expected the tileset/,
  ],
  [
    "a missing image",
    (map) => setIn(map.tilesets[0], { image: "nowhere.png" }),
    /nowhere\.png: cannot be read \(ENOENT\), expected the image of tileset "small"/,
  ],
  [
    "an image of another format",
    (map) => setIn(map.tilesets[0], { image: "changed.tmj" }),
    /begins with [0-9a-f]{24}, expected the image of tileset "small" of .* as PNG, JPEG or WebP/,
  ],
  [
    "an image from elsewhere",
    (map) => setIn(map.tilesets[0], { image: "https://example.org/x.png" }),
    /expected the path of an image file/,
  ],
  [
    "tilesets that overlap",
    (map) => setIn(map, { tilesets: [map.tilesets[0], { ...map.tilesets[0], firstgid: 3 }] }),
    /begins at tile id 3, expected 5 or more/,
  ],
  [
    "groups nested too deeply",
    (map) => {
      let group: Shape = { type: "group", name: "g", layers: [] };
      for (let i = 0; i < 20; i++) group = { type: "group", name: "g", layers: [group] };
      setIn(map, { layers: [group] });
    },
    /lies in 16 groups, expected at most 15/,
  ],
  [
    "a map with every tile blocked",
    (map) =>
      setIn(map, {
        layers: [
          { ...map.layers[0], properties: [{ name: "blocked", value: true }], data: Array(size).fill(2) },
        ],
      }),
    /every tile is blocked/,
  ],
];

describe("loadMap rejects, with one line that names the file:", () => {
  for (const [title, change, message] of wrong) {
    it(title, async () => {
      const error = await loadMap(await changed(change)).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(MapError);
      expect((error as MapError).message).toMatch(message);
      expect((error as MapError).message).not.toContain("\n");
      expect((error as MapError).message).toContain(folder);
    });
  }

  for (const [title, name, text, message] of [
    ["JSON that is cut off", "cut.tmj", '{"type": "map",\n "or', /cut\.tmj: invalid JSON/],
    [
      "XML that is not well formed",
      "cut.tmx",
      "<map>\n<layer></map>",
      /cut\.tmx: line 2, column \d+: .*Expected valid XML/,
    ],
    [
      "a document type",
      "type.tmx",
      '<!DOCTYPE map [<!ENTITY a "b">]><map/>',
      /has a document type with declarations/,
    ],
    ["XML of something else", "other.tmx", "<svg/>", /no <map> element, expected a Tiled map/],
    ["an empty file", "empty.tmj", "", /invalid JSON/],
    ["JSON of something else", "list.json", "[1]", /list\.json: \[1\], expected an object/],
  ] as const) {
    it(title, async () => {
      const path = join(folder, name);
      await writeFile(path, text);
      await expect(loadMap(path)).rejects.toThrow(MapError);
      await expect(loadMap(path)).rejects.toThrow(message);
    });
  }

  it("a missing file", async () => {
    await expect(loadMap(join(folder, "none.tmj"))).rejects.toThrow(
      /none\.tmj: cannot be read \(ENOENT\), expected a Tiled map/,
    );
  });
});
