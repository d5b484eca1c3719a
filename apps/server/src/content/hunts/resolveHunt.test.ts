import { join } from "node:path";
import { makeMap } from "@doubloon/engine/testing/testWorld";
import type { HuntDefinition, TileRect } from "@doubloon/shared/hunt/definition";
import type { WorldMap } from "@doubloon/shared/map";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { loadMap } from "../../map/loadMap.ts";
import { hangingTogether } from "./chooseZone.ts";
import { loadHunts } from "./loadHunts.ts";
import { resolveHunt } from "./resolveHunt.ts";
import { landIn, zoneLand } from "./zoneLand.ts";

const repository = join(import.meta.dirname, "../../../../..");
let map: WorldMap;
let hunts: readonly HuntDefinition[];
let silver: HuntDefinition;
beforeAll(async () => {
  map = (await loadMap(join(repository, "maps/archipelago.tmj"))).world;
  hunts = await loadHunts(join(repository, "content/hunts"));
  silver = hunts.find(({ id }) => id === "governors-silver") as HuntDefinition;
});

/** Seconds that a walker needs from each tile to the zone, by the sides of tiles. */
function secondsTo({ x, y, width, height }: TileRect): (tileX: number, tileY: number) => number {
  const steps = new Int32Array(map.blocked.length).fill(-1);
  const queue: number[] = [];
  for (let ty = y; ty < y + height; ty++) {
    for (let tx = x; tx < x + width; tx++) {
      const tile = ty * map.widthTiles + tx;
      if (map.blocked[tile] !== 0) continue;
      steps[tile] = 0;
      queue.push(tile);
    }
  }
  for (let i = 0; i < queue.length; i++) {
    for (const next of [queue[i] - 1, queue[i] + 1, queue[i] - map.widthTiles, queue[i] + map.widthTiles]) {
      if (map.blocked[next] !== 0 || steps[next] >= 0) continue;
      steps[next] = steps[queue[i]] + 1;
      queue.push(next);
    }
  }
  return (tileX, tileY) => steps[tileY * map.widthTiles + tileX] / 5;
}

it("times become ticks, and the zone is a square of whole chunks on the map", () => {
  const hunt = resolveHunt({ definition: silver, number: 3, players: 12, map });
  expect(hunt.announceTicks).toBe(1800);
  expect(hunt.waveTicks).toEqual([3200, 3200, 3200]);
  expect(hunt.clues.riddleTicks).toBe(800);
  expect(hunt.zone).toMatchObject({ width: 96, height: 96 });
  expect(hunt).toMatchObject({ number: 3, definition: "governors-silver", minCaches: 6 });
  expect(JSON.parse(JSON.stringify(hunt))).toEqual(hunt);
});

it.each([
  [0, 6],
  [108, 6],
  [109, 7],
  [300, 10],
  [1000, 19],
  [20_000, 24],
])("%i players make a zone of %i chunks", (players, chunks) => {
  expect(resolveHunt({ definition: silver, number: 1, players, map }).zone.width).toBe(16 * chunks);
});

it("every zone on the default map has land, a spawn point, and is reached from the nearest spawn point in under 60 s", () => {
  const seen = new Set<string>();
  for (let number = 1; number <= 12; number++) {
    for (const definition of hunts) {
      const { zone, maxCaches } = resolveHunt({ definition, number, players: 40, map });
      seen.add(`${zone.x} ${zone.y}`);
      const land = landIn(zoneLand(map), zone);
      expect(land / (zone.width * zone.height)).toBeGreaterThan(0.4);
      expect(maxCaches).toBeGreaterThanOrEqual(definition.minCaches);
      expect(hangingTogether(map, zoneLand(map), zone) / (zone.width * zone.height)).toBeGreaterThan(0.4);
      const seconds = secondsTo(zone);
      expect(Math.min(...map.spawns.map(({ tileX, tileY }) => seconds(tileX, tileY)))).toBeLessThan(60);
    }
  }
  expect(seen.size).toBeGreaterThan(10);
});

it("where players stand together, nine in ten reach the zone within the 90 s of the announcement", () => {
  for (const [number, centre] of map.spawns.slice(0, 40).entries()) {
    const near = map.spawns.filter(
      ({ tileX, tileY }) => Math.hypot(tileX - centre.tileX, tileY - centre.tileY) < 100,
    );
    const { zone } = resolveHunt({ definition: silver, number, players: near.length, map, occupied: near });
    const seconds = secondsTo(zone);
    const inTime = near.filter(({ tileX, tileY }) => seconds(tileX, tileY) <= 90);
    expect(inTime.length / near.length).toBeGreaterThanOrEqual(0.9);
  }
});

it("the same inputs give the same hunt", () => {
  const question = { definition: silver, number: 8, players: 900, map, occupied: map.spawns };
  expect(resolveHunt(question)).toEqual(resolveHunt({ ...question, map: { ...map } }));
});

it("works on maps of any size and names what a zone lacks", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 20, max: 200 }),
      fc.integer({ min: 20, max: 200 }),
      fc.nat(),
      fc.nat({ max: 5000 }),
      (width, height, number, players) => {
        const small = makeMap(width, height);
        const { zone, minCaches, maxCaches } = resolveHunt({
          definition: silver,
          number,
          players,
          map: small,
        });
        expect(zone.x + zone.width).toBeLessThanOrEqual(width);
        expect(zone.y + zone.height).toBeLessThanOrEqual(height);
        expect(minCaches).toBeLessThanOrEqual(maxCaches);
        expect(minCaches).toBeGreaterThan(0);
      },
    ),
    { numRuns: 30, seed: 1 },
  );
  const area = { ...silver, zone: { area: "Gull Island" } };
  const named = { ...map, areas: [{ name: "Gull Island", rect: { x: 32, y: 64, width: 160, height: 128 } }] };
  expect(resolveHunt({ definition: area, number: 1, players: 5, map: named }).zone).toEqual(
    named.areas[0].rect,
  );
  const nowhere = { ...silver, zone: { area: "Atlantis" } };
  expect(() => resolveHunt({ definition: nowhere, number: 1, players: 5, map: named })).toThrow(
    'hunt governors-silver: the map has no area "Atlantis", expected "Gull Island"',
  );
  const grown = { ...silver, zone: { area: "Atlantis", grown: { minChunks: 8, maxChunks: 8 } } };
  expect(resolveHunt({ definition: grown, number: 1, players: 5, map: named }).zone.width).toBe(128);
  const sea = { ...silver, zone: { rect: { x: 600, y: 0, width: 64, height: 64 } } };
  expect(() => resolveHunt({ definition: sea, number: 1, players: 5, map })).toThrow(
    "has 0 tiles, expected at least 64",
  );
});
