import type { WorldMap } from "@doubloon/shared/map";
import { expect, test } from "vitest";
import { landPicture } from "./landRoute.ts";

test("a square of the land has the terrain of most of its tiles, also at the map's edge", () => {
  const widthTiles = 6;
  const heightTiles = 4;
  const terrain = new Uint8Array(24).fill(1);
  const blocked = new Uint8Array(24);
  // The west square is mostly terrain 2 and blocked; the east one is cut to two columns.
  for (let y = 0; y < 4; y++) {
    for (let x = 0; x < 3; x++) {
      terrain[y * 6 + x] = 2;
      blocked[y * 6 + x] = 1;
    }
  }
  const world = {
    widthTiles,
    heightTiles,
    terrain,
    blocked,
    terrains: ["", "grass", "deep"],
  } as unknown as WorldMap;
  const { columns, rows, terrains, cells } = landPicture(world);
  expect([columns, rows, terrains]).toEqual([2, 1, ["", "grass", "deep"]]);
  expect([...Buffer.from(cells, "base64")]).toEqual([2 | 128, 1]);
});
