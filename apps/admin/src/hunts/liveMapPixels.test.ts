import { LAND_BLOCKED, type LiveMap } from "@doubloon/shared/protocol/adminHunts";
import { expect, it } from "vitest";
import { landPixels, layerText, layerTotals, mapPixels } from "./liveMapPixels.ts";

const encode = (...bytes: number[]): string => btoa(String.fromCharCode(...bytes));
const map: LiveMap = {
  chunksWide: 2,
  chunksHigh: 2,
  players: encode(0, 1, 40, 255),
  loot: encode(3, 0),
  load: encode(0, 0, 0, 0),
};

it("draws one pixel a room, more opaque the more there is: none where nothing is, and a single player can be seen", () => {
  const pixels = mapPixels(map, "players");
  expect(pixels.length).toBe(16);
  const opaque = [0, 1, 2, 3].map((room) => pixels[room * 4 + 3]);
  expect(opaque).toEqual(opaque.toSorted((a, b) => a - b));
  expect(opaque[0]).toBe(0);
  expect(opaque[1]).toBeGreaterThan(60);
  expect(new Set(opaque).size).toBe(4);
});

it("draws the land by its terrains, and that of an unknown map by what is blocked", () => {
  const land = { columns: 2, rows: 2, terrains: ["", "grass", "lava"] };
  const pixels = landPixels({ ...land, cells: encode(1, 2, 2 | LAND_BLOCKED, 1) });
  const at = (i: number): string => pixels.subarray(i * 4, i * 4 + 4).join();
  expect(at(0)).toBe(at(3));
  expect(new Set([at(0), at(1), at(2)]).size).toBe(3);
  expect([3, 7, 11, 15].every((i) => pixels[i] === 255)).toBe(true);
});

it("sums a layer, and takes missing rooms as empty", () => {
  expect(layerTotals(map, "players")).toEqual({ sum: 296, most: 255 });
  expect(layerTotals(map, "loot")).toEqual({ sum: 3, most: 3 });
  expect(mapPixels(map, "loot").length).toBe(16);
});

it("says what a layer has, and that a byte at its limit means more", () => {
  expect(layerText("players", layerTotals(map, "players"))).toBe(
    "At least 296 players, 255 or more in one room.",
  );
  expect(layerText("loot", layerTotals(map, "loot"))).toBe("3 pieces of loot, at most 3 in one room.");
  expect(layerText("load", { sum: 60, most: 12 })).toBe(
    "The busiest room takes 1.2 % of the world's budget.",
  );
  expect(layerText("load", { sum: 300, most: 255 })).toContain("25.5 % or more");
});
