import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  clampView,
  MAX_MAP_SCALE,
  type MapView,
  minScale,
  panBy,
  toTile,
  toWindow,
  viewOf,
  zoomAt,
} from "./mapView.ts";

const MAP = { widthTiles: 512, heightTiles: 300 };
const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const views: fc.Arbitrary<MapView> = fc.record({
  centerX: finite(-1000, 1000),
  centerY: finite(-1000, 1000),
  scale: finite(0.01, 100),
  width: fc.integer({ min: 50, max: 2000 }),
  height: fc.integer({ min: 50, max: 2000 }),
});

function expectInBounds(view: MapView): void {
  const from = toTile(view, 0, 0);
  const to = toTile(view, view.width, view.height);
  for (const [low, high, side] of [
    [from.x, to.x, MAP.widthTiles],
    [from.y, to.y, MAP.heightTiles],
  ]) {
    const shown = high - low;
    if (shown >= side) expect((low + high) / 2).toBeCloseTo(side / 2);
    else {
      expect(low).toBeGreaterThanOrEqual(-1e-6);
      expect(high).toBeLessThanOrEqual(side + 1e-6);
    }
  }
  expect(view.scale).toBeLessThanOrEqual(MAX_MAP_SCALE);
  expect(view.scale).toBeGreaterThanOrEqual(minScale(MAP, view.width, view.height) - 1e-9);
}

describe("the part of the map that a window shows", () => {
  it("window and tiles are inverse to each other", () => {
    fc.assert(
      fc.property(views, finite(-500, 2500), finite(-500, 2500), (view, x, y) => {
        const tile = toTile(view, x, y);
        const back = toWindow(view, tile.x, tile.y);
        expect(back.x).toBeCloseTo(x, 4);
        expect(back.y).toBeCloseTo(y, 4);
      }),
      { seed: 1 },
    );
  });

  it("stays within the map, whatever is panned and zoomed", () => {
    fc.assert(
      fc.property(
        views,
        fc.array(
          fc.oneof(
            fc.tuple(fc.constant("pan" as const), finite(-800, 800), finite(-800, 800)),
            fc.tuple(fc.constant("zoom" as const), finite(0, 800), finite(0.05, 20)),
          ),
          { maxLength: 12 },
        ),
        (first, moves) => {
          let view = clampView(first, MAP);
          expectInBounds(view);
          for (const [kind, a, b] of moves) {
            view = kind === "pan" ? panBy(view, MAP, a, b) : zoomAt(view, MAP, a, a / 2, b);
            expectInBounds(view);
          }
        },
      ),
      { seed: 1 },
    );
  });

  it("zooming keeps the place under the pointer", () => {
    const view = clampView({ centerX: 256, centerY: 150, scale: 4, width: 800, height: 600 }, MAP);
    const before = toTile(view, 100, 500);
    const after = toTile(zoomAt(view, MAP, 100, 500, 2), 100, 500);
    expect(after.x).toBeCloseTo(before.x);
    expect(after.y).toBeCloseTo(before.y);
  });

  it("a rectangle is shown whole, with a margin", () => {
    const area = { x: 100, y: 80, width: 96, height: 60 };
    const view = viewOf(area, MAP, 390, 700);
    const northWest = toWindow(view, area.x, area.y);
    const southEast = toWindow(view, area.x + area.width, area.y + area.height);
    expect(northWest.x).toBeGreaterThan(10);
    expect(southEast.x).toBeLessThan(380);
    expect(northWest.y).toBeGreaterThan(10);
    expect(southEast.y).toBeLessThan(690);
  });
});
