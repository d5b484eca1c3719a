import { join } from "node:path";
import { eligibleTiles } from "@doubloon/shared/fair/eligible";
import { KeyedStreams } from "@doubloon/shared/fair/streams";
import { MIN_RIDDLE_TILES, makeRiddle } from "@doubloon/shared/hunt/riddle/makeRiddle";
import { holds } from "@doubloon/shared/hunt/riddle/statements";
import type { WorldMap } from "@doubloon/shared/map";
import { beforeAll, expect, it } from "vitest";
import { loadMap } from "../../map/loadMap.ts";
import { loadHunts } from "./loadHunts.ts";
import { resolveHunt } from "./resolveHunt.ts";

const repository = join(import.meta.dirname, "../../../../..");
let map: WorldMap;
beforeAll(async () => {
  map = (await loadMap(join(repository, "maps/archipelago.tmj"))).world;
});

it("on the default map every cache has a riddle, which is true and leaves as many tiles as a phantom's disc", async () => {
  const [definition] = await loadHunts(join(repository, "content/hunts"));
  const blockedAt = (x: number, y: number) =>
    x < 0 ||
    y < 0 ||
    x >= map.widthTiles ||
    y >= map.heightTiles ||
    map.blocked[y * map.widthTiles + x] !== 0;
  const streams = new KeyedStreams(new Uint8Array(32).fill(7));
  const texts = new Set<string>();
  let asked = 0;
  for (let number = 1; number <= 4; number++) {
    const { zone } = resolveHunt({ definition, number, players: 30, map });
    const { tiles } = eligibleTiles(zone, { blockedAt });
    const at = (tile: number) => ({
      tileX: zone.x + (tile % zone.width),
      tileY: zone.y + Math.floor(tile / zone.width),
    });
    for (let i = 0; i < tiles.length; i += 701) {
      const { tileX, tileY } = at(tiles[i]);
      const draw = streams.stream(asked++);
      const mayHide = (x: number, y: number) => !blockedAt(x, y);
      const riddle = makeRiddle({ landmarks: map.landmarks, tileX, tileY, zone, mayHide, draw });
      if (riddle === undefined) throw new Error(`no riddle for column ${tileX}, row ${tileY}`);
      expect(riddle.statements.every((statement) => holds(statement, tileX, tileY))).toBe(true);
      expect(riddle.lines.length).toBeGreaterThanOrEqual(2);
      expect(riddle.lines.length).toBeLessThanOrEqual(4);
      for (const line of riddle.lines) expect(line.length).toBeLessThanOrEqual(160);
      texts.add(riddle.lines.join("\n"));
      let left = 0;
      for (let y = zone.y; y < zone.y + zone.height; y++) {
        for (let x = zone.x; x < zone.x + zone.width; x++) {
          if (mayHide(x, y) && riddle.statements.every((statement) => holds(statement, x, y))) left++;
        }
      }
      expect(left).toBeGreaterThanOrEqual(MIN_RIDDLE_TILES);
      // It narrows the search.
      expect(left).toBeLessThan(tiles.length / 3);
    }
  }
  expect(asked).toBeGreaterThan(50);
  expect(texts.size).toBe(asked);
});
