import { describe, expect, test } from "vitest";
import { PROBE_REACH_TILES } from "./rules.ts";
import { ShortSolver, shortBand } from "./shortDetector.ts";

/** A seeded random generator (mulberry32). */
function seeded(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * bound);
  };
}

const WAYS = [
  [5, 0],
  [0, 5],
  [-5, 0],
  [0, -5],
];

/** A newcomer reads three times at the corners of a way, then digs where the chart is brightest. Returns the digs. */
function play(seed: number): number {
  const below = seeded(seed);
  let [x, y] = [100 + below(4), 100 + below(4)];
  const zone = { x: x - 9, y: y - 9, width: 19, height: 19 };
  let [tileX, tileY] = [x, y];
  while (Math.max(Math.abs(tileX - x), Math.abs(tileY - y)) < 4)
    [tileX, tileY] = [x - 8 + below(17), y - 8 + below(17)];
  const solver = new ShortSolver(zone, () => true);
  const turn = 1 + 2 * below(2);
  for (let i = 0, way = below(4); i < 3; i++, way = (way + turn) % 4) {
    const [cellX, cellY] = [Math.floor(x / 4), Math.floor(y / 4)];
    solver.addReading(cellX, cellY, shortBand(cellX, cellY, tileX, tileY));
    x += WAYS[way][0];
    y += WAYS[way][1];
  }
  for (let digs = 1; ; digs++) {
    const chances = solver.solve();
    expect(chances[(tileY - zone.y) * zone.width + tileX - zone.x]).toBeGreaterThan(0);
    const best = chances.indexOf(Math.max(...chances));
    const at = { x: zone.x + (best % zone.width), y: zone.y + Math.floor(best / zone.width) };
    if (Math.max(Math.abs(at.x - tileX), Math.abs(at.y - tileY)) <= PROBE_REACH_TILES) return digs;
    solver.addMiss(at.x, at.y);
  }
}

describe("the tutorial's detector", () => {
  test("three readings are enough to find the cache with about two digs", () => {
    const digs = Array.from({ length: 400 }, (_, seed) => play(seed)).sort((a, b) => a - b);
    const mean = digs.reduce((sum, one) => sum + one) / digs.length;
    expect(mean).toBeLessThan(2.6);
    expect(digs[200]).toBeLessThanOrEqual(2);
    expect(digs[360]).toBeLessThanOrEqual(6);
  });

  test("a hint and misses rule tiles out, and the chances add up to 1 until nothing is left", () => {
    const solver = new ShortSolver({ x: 10, y: 20, width: 6, height: 6 }, (x) => x !== 12);
    const sum = (): number => solver.solve().reduce((total, chance) => total + chance);
    expect(sum()).toBeCloseTo(1, 9);
    expect(solver.chances[2]).toBe(0);
    solver.addHint({ x: 10, y: 20, width: 2, height: 6 });
    expect(sum()).toBeCloseTo(1, 9);
    solver.addMiss(10, 21);
    solver.addMiss(10, 24);
    expect(sum()).toBe(0);
  });
});
