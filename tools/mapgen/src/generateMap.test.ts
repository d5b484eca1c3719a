import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findAreas } from "@doubloon/server/map/areas";
import { type LoadedMap, loadMap } from "@doubloon/server/map/loadMap";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_SEED, DEFAULT_SIZE, generateMap } from "./generateMap.ts";

const maps = fileURLToPath(new URL("../../../maps/", import.meta.url));
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "doubloon-generate-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function generated(seed: number, size: number): Promise<LoadedMap> {
  const { tmj, png } = generateMap(seed, size, "map.png");
  await writeFile(join(folder, "map.png"), png);
  await writeFile(join(folder, "map.tmj"), tmj);
  return loadMap(join(folder, "map.tmj"));
}

/** All walkable tiles and spawn points are in one area, and the border is blocked. */
function expectConnected({ world }: LoadedMap): void {
  const { areaOf, sizes } = findAreas(world.blocked, world.widthTiles);
  expect(sizes.length).toBe(2);
  for (const { tileX, tileY } of world.spawns) expect(areaOf[tileY * world.widthTiles + tileX]).toBe(1);
  for (let i = 0; i < world.widthTiles; i++) {
    for (const tile of [
      i,
      (world.heightTiles - 1) * world.widthTiles + i,
      i * world.widthTiles,
      (i + 1) * world.widthTiles - 1,
    ])
      expect(world.blocked[tile]).toBe(1);
  }
}

describe("the default map", () => {
  it("matches the generator's output for its seed", async () => {
    const { tmj, png } = generateMap(DEFAULT_SEED, DEFAULT_SIZE, "archipelago.png");
    // Compressed bytes may differ between builds of zlib; their content may not.
    const unpacked = await loadMap(join(maps, "archipelago.tmj"));
    await writeFile(join(folder, "archipelago.png"), await readFile(join(maps, "archipelago.png")));
    await writeFile(join(folder, "archipelago.tmj"), tmj);
    const { world } = await loadMap(join(folder, "archipelago.tmj"));
    expect(world.version).toBe(unpacked.world.version);
    expect(world.landmarks).toEqual(unpacked.world.landmarks);
    expect(world.areas).toEqual(unpacked.world.areas);
    const committed = PNG.sync.read(await readFile(join(maps, "archipelago.png")));
    expect(PNG.sync.read(png).data.equals(committed.data)).toBe(true);
  });

  it("has all walkable tiles reachable from every spawn point, and all terrains", async () => {
    const map = await loadMap(join(maps, "archipelago.tmj"));
    expectConnected(map);
    expect(map.world.widthTiles).toBeGreaterThanOrEqual(512);
    expect(map.world.heightTiles).toBeGreaterThanOrEqual(512);
    expect(map.world.terrains).toEqual([
      "",
      "beach",
      "bridge",
      "deep",
      "forest",
      "grass",
      "ruins",
      "shallow",
    ]);
    expect(map.world.spawns.length).toBeGreaterThanOrEqual(8);
    expect(map.notes).toEqual([]);
    const walkable = map.world.blocked.filter((blocked) => blocked === 0).length;
    expect(walkable / map.world.blocked.length).toBeGreaterThan(0.45);
  });
});

it("the default map names places everywhere: landmarks that riddles can tell apart, and areas with land", async () => {
  const { world } = await loadMap(join(maps, "archipelago.tmj"));
  const { landmarks, areas } = world;
  for (const names of [
    landmarks.map(({ name }) => name),
    landmarks.map(({ riddle }) => riddle),
    areas.map(({ name }) => name),
  ])
    expect(new Set(names).size).toBe(names.length);
  for (const kind of ["bridge", "ruin", "cape", "bay", "lake", "wood", "place"])
    expect(landmarks.filter((landmark) => landmark.kind === kind).length).toBeGreaterThan(8);
  const walkable = [...world.blocked.keys()].filter((tile) => world.blocked[tile] === 0);
  const near = (tile: number) =>
    landmarks.filter(
      ({ tileX, tileY }) =>
        Math.hypot(tileX - (tile % world.widthTiles), tileY - Math.floor(tile / world.widthTiles)) < 60,
    ).length;
  for (const tile of walkable.filter((_, i) => i % 500 === 0)) expect(near(tile)).toBeGreaterThanOrEqual(3);
  expect(areas.length).toBeGreaterThanOrEqual(8);
  for (const { rect } of areas) {
    const inside = walkable.filter((tile) => {
      const x = (tile % world.widthTiles) - rect.x;
      const y = Math.floor(tile / world.widthTiles) - rect.y;
      return x >= 0 && y >= 0 && x < rect.width && y < rect.height;
    });
    expect(inside.length).toBeGreaterThan(0.35 * rect.width * rect.height);
  }
});

it("names change neither the default map's version nor what is saved in its world", async () => {
  const { world } = await loadMap(join(maps, "archipelago.tmj"));
  // The version in data folders from before maps had names.
  expect(world.version).toBe("2bffaa5fb83450bc305e754d41b79b57");
});

it.each([0, 1, 2, 3, 4294967295])("seed %d generates a connected map", async (seed) => {
  expectConnected(await generated(seed, 128));
});

it.each([64, 97])("a size of %d tiles generates a connected map", async (size) => {
  const map = await generated(9, size);
  expect(map.world.widthTiles).toBe(size);
  expectConnected(map);
});
