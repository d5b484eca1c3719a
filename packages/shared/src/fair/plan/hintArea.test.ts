import fc from "fast-check";
import { expect, test } from "vitest";
import { KeyedStreams } from "../streams.ts";
import { hintArea, MIN_HINT_TILES } from "./hintArea.ts";

const zones = fc.record({
  x: fc.nat(500),
  y: fc.nat(500),
  width: fc.integer({ min: 1, max: 400 }),
  height: fc.integer({ min: 1, max: 400 }),
});
const levels = fc.integer({ min: 0, max: 18 });

test("hint areas contain the cache, lie in the zone and halve, down to the least area", () => {
  fc.assert(
    fc.property(zones, fc.nat(), fc.nat(), levels, (all, dx, dy, level) => {
      const cache = { tileX: all.x + (dx % all.width), tileY: all.y + (dy % all.height) };
      const area = hintArea(all, cache, level);
      expect(area.x).toBeGreaterThanOrEqual(all.x);
      expect(area.y).toBeGreaterThanOrEqual(all.y);
      expect(area.x + area.width).toBeLessThanOrEqual(all.x + all.width);
      expect(area.y + area.height).toBeLessThanOrEqual(all.y + all.height);
      expect(cache.tileX >= area.x && cache.tileX < area.x + area.width).toBe(true);
      expect(cache.tileY >= area.y && cache.tileY < area.y + area.height).toBe(true);
      const tiles = area.width * area.height;
      expect(tiles).toBeGreaterThanOrEqual(Math.min(MIN_HINT_TILES, all.width * all.height));
      if (level === 0) {
        expect(area).toEqual(all);
        return;
      }
      const before = hintArea(all, cache, level - 1);
      const [long, short] = [before.width, before.height].sort((a, b) => b - a);
      if (Math.floor(long / 2) * short < MIN_HINT_TILES) expect(area).toEqual(before);
      else
        expect([Math.floor(long / 2) * short, Math.ceil(long / 2) * short]).toContain(
          area.width * area.height,
        );
    }),
    { seed: 1 },
  );
});

test("a hint tells which half the cache lies in and nothing else: every tile of the area has the same hint", () => {
  fc.assert(
    fc.property(
      zones,
      fc.tuple(fc.nat(), fc.nat()),
      fc.tuple(fc.nat(), fc.nat()),
      levels,
      (all, [dx, dy], [ox, oy], level) => {
        const cache = { tileX: all.x + (dx % all.width), tileY: all.y + (dy % all.height) };
        const area = hintArea(all, cache, level);
        const other = { tileX: area.x + (ox % area.width), tileY: area.y + (oy % area.height) };
        expect(hintArea(all, other, level)).toEqual(area);
      },
    ),
    { seed: 1 },
  );
});

test.each([
  { x: 96, y: 96, width: 96, height: 96 },
  { x: 3, y: 5, width: 150, height: 101 },
  { x: 0, y: 0, width: 192, height: 64 },
])("of caches in %o as many lie in the corners of the last area as anywhere else", (zone) => {
  const draw = new KeyedStreams(new Uint8Array(32)).stream(1);
  const DRAWS = 20_000;
  let corners = 0;
  /** How many are expected, and their variance: a corner of each area is as likely as any of its tiles. */
  let expected = 0;
  let variance = 0;
  for (let i = 0; i < DRAWS; i++) {
    const cache = { tileX: zone.x + draw.below(zone.width), tileY: zone.y + draw.below(zone.height) };
    const { x, y, width, height } = hintArea(zone, cache, 18);
    const atSide = cache.tileX === x || cache.tileX === x + width - 1;
    const atEnd = cache.tileY === y || cache.tileY === y + height - 1;
    if (atSide && atEnd) corners++;
    const chance = 4 / (width * height);
    expected += chance;
    variance += chance * (1 - chance);
  }
  // Of a fixed key, so that it always passes or never; by windows at drawn places there are more than twice as many.
  expect(Math.abs(corners - expected)).toBeLessThan(4 * Math.sqrt(variance));
});
