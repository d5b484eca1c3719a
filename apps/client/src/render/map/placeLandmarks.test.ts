import type { Landmark, LandmarkKind } from "@doubloon/shared/map";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { MapView } from "./mapView.ts";
import { placeLandmarks } from "./placeLandmarks.ts";

const landmark = (name: string, tileX: number, tileY: number, kind: LandmarkKind = "rock"): Landmark => ({
  name,
  kind,
  tileX,
  tileY,
});
const phone: MapView = { centerX: 50, centerY: 100, scale: 4, width: 380, height: 820 };
const place = (landmarks: readonly Landmark[], view = phone, seen = () => true) =>
  placeLandmarks(landmarks, { view, seen, widthOf: (name) => 7 * name.length });
const named = (landmarks: readonly Landmark[], view = phone) =>
  place(landmarks, view).flatMap(({ name, nameX }) => (nameX === undefined ? [] : [name]));

it("names the most telling of landmarks that are too close, and the nearest to the middle of equals", () => {
  expect(named([landmark("a rock", 50, 100), landmark("Gull Island", 52, 102, "island")])).toEqual([
    "Gull Island",
  ]);
  expect(named([landmark("far rock", 52, 106), landmark("near rock", 52, 103)])).toEqual(["near rock"]);
});

it("keeps names inside the window, apart from each other, and few", () => {
  const places = fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 200 })), {
    maxLength: 200,
  });
  fc.assert(
    fc.property(places, (tiles) => {
      const shown = place(tiles.map(([x, y], i) => landmark(`landmark ${i}`, x, y)));
      const names = shown.filter(({ nameX }) => nameX !== undefined);
      expect(names.length).toBeLessThanOrEqual(18);
      for (const [i, { name, nameX = 0, y }] of names.entries()) {
        const half = 3.5 * name.length;
        expect(nameX - half).toBeGreaterThanOrEqual(0);
        expect(nameX + half).toBeLessThanOrEqual(phone.width);
        for (const other of names.slice(0, i)) {
          const apart = Math.abs((other.nameX ?? 0) - nameX) - half - 3.5 * other.name.length;
          expect(apart >= 8 || Math.abs(other.y - y) >= 25).toBe(true);
        }
      }
    }),
    { seed: 1 },
  );
});

it("leaves out what was not seen on a small map, and what lies outside the window or under a button", () => {
  const rock = [landmark("a rock", 50, 100)];
  expect(place(rock, { ...phone, scale: 1 }, () => false)).toEqual([]);
  expect(place(rock, phone, () => false)).toHaveLength(1);
  expect(place([landmark("a rock", 200, 100)])).toEqual([]);
  const taken = [{ left: 0, right: 380, top: 0, bottom: 820 }];
  const [covered] = placeLandmarks(rock, { view: phone, seen: () => true, widthOf: () => 40, taken });
  expect(covered).toMatchObject({ name: "a rock", nameX: undefined });
});
