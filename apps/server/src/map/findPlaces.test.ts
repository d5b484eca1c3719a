import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadMap } from "./loadMap.ts";
import { MapError } from "./mapError.ts";
import { deriveLandmarks } from "./terrain/deriveLandmarks.ts";
import { jsonMap, plainForm, writeTestMap } from "./testing/testMap.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "doubloon-places-"));
  await writeTestMap(folder, plainForm);
});
afterAll(() => rm(folder, { recursive: true }));

/** Loads the test map with more layers. Its tiles are 16 pixels. */
async function withLayers(...layers: object[]) {
  const map = jsonMap(plainForm);
  await writeFile(join(folder, "places.tmj"), JSON.stringify({ ...map, layers: [...map.layers, ...layers] }));
  return loadMap(join(folder, "places.tmj"));
}

const layer = (name: string, ...objects: object[]) => ({ name, type: "objectgroup", objects });
const point = (fields: object) => ({ id: 20, point: true, x: 40, y: 72, width: 0, height: 0, ...fields });

it("objects of a layer Landmarks, and those of the class landmark, are landmarks; their class is their kind", async () => {
  const { world, description } = await withLayers(
    layer(
      "Landmarks",
      point({
        name: "Gull Bridge",
        type: "bridge",
        properties: [{ name: "riddle", type: "string", value: "the span" }],
      }),
      point({ id: 21, name: "old mill", x: 0, y: 0, width: 64, height: 32, point: undefined }),
    ),
    layer(
      "Else",
      point({ id: 22, name: "Hill", class: "Landmark", x: 319 }),
      point({ id: 23, name: "ignored", class: "thing" }),
    ),
  );
  expect(world.landmarks).toEqual([
    { name: "Gull Bridge", kind: "bridge", riddle: "the span", tileX: 2, tileY: 4 },
    { name: "old mill", kind: "place", tileX: 2, tileY: 1 },
    { name: "Hill", kind: "place", tileX: 19, tileY: 4 },
  ]);
  // What a riddle says is for players to find out.
  expect(description.landmarks).toEqual(world.landmarks.map(({ riddle: _, ...landmark }) => landmark));
  expect(world.spawns).toHaveLength(1);
});

it("rectangles of a layer Areas are areas, rounded to whole tiles", async () => {
  const big = jsonMap(plainForm);
  const cells = Array.from({ length: 40 * 40 }, () => 1);
  const ground = { name: "Ground", type: "tilelayer", width: 40, height: 40, x: 0, y: 0, data: cells };
  const area = { id: 30, name: "North", x: 14, y: 15, width: 32 * 16 + 5, height: 33 * 16, type: "" };
  const write = async (object: object) => {
    const map = { ...big, width: 40, height: 40, layers: [ground, layer("Areas", object)] };
    await writeFile(join(folder, "areas.tmj"), JSON.stringify(map));
    return loadMap(join(folder, "areas.tmj"));
  };
  expect((await write(area)).world.areas).toEqual([
    { name: "North", rect: { x: 1, y: 1, width: 32, height: 33 } },
  ]);
  for (const [change, message] of [
    [{ ellipse: true }, /area "North" is another shape, expected a rectangle$/],
    [{ width: 16 }, /area "North" is 1 x 33 tiles, expected at least 32 x 32$/],
    [
      { x: 20 * 16 },
      /area "North" covers columns 20 to 51, rows 1 to 33, expected columns 0 to 39, rows 0 to 39$/,
    ],
    [{ name: "" }, /layer "Areas": object 30: name is "", expected 1 to 48 characters/],
  ] as const) {
    const failure = await write({ ...area, ...change }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MapError);
    expect((failure as Error).message).toMatch(message);
  }
});

it.each([
  [point({ name: "x", type: "brigde" }), /object 20: class is "brigde", expected bridge, tower, .* or none$/],
  [
    point({ name: "x", x: -1 }),
    /object 20: landmark "x" at column -1, row 4 is outside the map, expected columns 0 to 19/,
  ],
  [point({}), /object 20: name is missing, expected 1 to 48 characters/],
  [point({ name: " x" }), /object 20: name is " x", expected/],
  [
    point({ name: "x", properties: [{ name: "riddle", type: "string", value: "a\nb" }] }),
    /object 20: property "riddle": value is "a\\nb", expected one line/,
  ],
])("a landmark that cannot be used is an error that names it: %j", async (object, message) => {
  const failure = await withLayers(layer("Landmarks", object)).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(MapError);
  expect((failure as Error).message).toMatch(message);
});

it("reads them from XML as well", async () => {
  const load = async (layers: string, name: string) => {
    const path = await writeTestMap(folder, { ...plainForm, xml: true }, name);
    await writeFile(path, (await readFile(path, "utf8")).replace("</map>", `${layers}</map>`));
    return loadMap(path);
  };
  const riddle = '<properties><property name="riddle" value="the span"/></properties>';
  const { world } = await load(
    `<objectgroup name="Landmarks"><object id="20" name="Gull Bridge" type="bridge" x="40" y="72">${riddle}<point/></object></objectgroup>`,
    "landmarks",
  );
  expect(world.landmarks).toEqual([
    { name: "Gull Bridge", kind: "bridge", riddle: "the span", tileX: 2, tileY: 4 },
  ]);
  const area = (shape: string) =>
    load(
      `<objectgroup name="Areas"><object id="30" name="All" x="0" y="0" width="320" height="288">${shape}</object></objectgroup>`,
      "areas",
    );
  await expect(area("")).rejects.toThrow(/area "All" is 20 x 18 tiles, expected at least 32 x 32/);
  for (const shape of ["<ellipse/>", "<point/>", '<polygon points="0,0 9,0 9,9"/>'])
    await expect(area(shape)).rejects.toThrow(/area "All" is another shape, expected a rectangle/);
});

it("two landmarks of one name are an error that names both", async () => {
  await expect(
    withLayers(layer("Landmarks", point({ name: "Mill" }), point({ id: 21, name: "mill" }))),
  ).rejects.toThrow(/object 21: name is "mill", as of .*object 20, expected another landmark's name$/);
});

it("names change no map's version", async () => {
  const plain = await withLayers();
  const named = await withLayers(layer("Landmarks", point({ name: "Mill" })));
  expect(named.world.version).toBe(plain.world.version);
});

it("a map that names none gets landmarks from its terrain: bridges, lakes and capes", () => {
  const size = 96;
  const terrains = ["", "grass", "water", "bridge"];
  const terrain = new Uint8Array(size * size).fill(2);
  const fill = (x: number, y: number, width: number, height: number, number: number) => {
    for (let row = y; row < y + height; row++) terrain.fill(number, row * size + x, row * size + x + width);
  };
  fill(10, 10, 30, 60, 1);
  fill(50, 10, 36, 60, 1);
  fill(40, 30, 10, 2, 3);
  fill(60, 30, 6, 6, 2);
  fill(62, 70, 5, 16, 1);
  const blocked = terrain.map((number) => (number === 2 ? 1 : 0));
  const landmarks = deriveLandmarks({ widthTiles: size, blocked, terrain, terrains });
  const of = (kind: string) => landmarks.filter((landmark) => landmark.kind === kind);
  expect(of("bridge").map(({ tileX }) => tileX)).toEqual([44]);
  expect(of("lake")).toHaveLength(1);
  expect(of("cape").some(({ tileX, tileY }) => tileX >= 62 && tileX < 67 && tileY > 78)).toBe(true);
  expect(new Set(landmarks.map(({ name }) => name)).size).toBe(landmarks.length);
  expect(deriveLandmarks({ widthTiles: size, blocked, terrain, terrains })).toEqual(landmarks);
});

it("a map whose terrain has no names still gets landmarks, from its blocked tiles, and a bare one none", () => {
  const size = 64;
  const nameless = { widthTiles: size, terrain: new Uint8Array(size * size), terrains: [""] };
  const blocked = new Uint8Array(size * size);
  for (let y = 20; y < 40; y++) blocked.fill(1, y * size + 20, y * size + 44);
  expect(deriveLandmarks({ ...nameless, blocked }).length).toBeGreaterThan(0);
  expect(deriveLandmarks({ ...nameless, blocked: new Uint8Array(size * size).fill(1) })).toEqual([]);
});
