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
    expect((await loadMap(join(folder, "archipelago.tmj"))).world.version).toBe(unpacked.world.version);
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

it.each([0, 1, 2, 3, 4294967295])("seed %d generates a connected map", async (seed) => {
  expectConnected(await generated(seed, 128));
});

it.each([64, 97])("a size of %d tiles generates a connected map", async (size) => {
  const map = await generated(9, size);
  expect(map.world.widthTiles).toBe(size);
  expectConnected(map);
});
