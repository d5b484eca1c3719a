import type { LiveMap } from "@doubloon/shared/protocol/adminHunts";
import { expect, it } from "vitest";
import { layerTotals, mapPixels } from "./liveMapPixels.ts";

const encode = (...bytes: number[]): string => btoa(String.fromCharCode(...bytes));
const map: LiveMap = {
  chunksWide: 2,
  chunksHigh: 2,
  players: encode(0, 1, 40, 255),
  loot: encode(3, 0),
  load: encode(0, 0, 0, 0),
};

it("draws one opaque pixel a room, brighter the more there is, and tells a single player from none", () => {
  const pixels = mapPixels(map, "players");
  expect(pixels.length).toBe(16);
  const blue = [0, 1, 2, 3].map((room) => pixels[room * 4 + 2]);
  expect(blue).toEqual(blue.toSorted((a, b) => a - b));
  expect(new Set(blue).size).toBe(4);
  expect([3, 7, 11, 15].every((at) => pixels[at] === 255)).toBe(true);
});

it("sums a layer, and takes missing rooms as empty", () => {
  expect(layerTotals(map, "players")).toEqual({ sum: 296, most: 255 });
  expect(layerTotals(map, "loot")).toEqual({ sum: 3, most: 3 });
  expect(mapPixels(map, "loot").length).toBe(16);
});
