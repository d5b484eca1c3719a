import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exampleHunt } from "../testing/fairLogs.ts";
import { CacheSolver } from "./cacheSolver.ts";
import {
  BAND_TILES,
  bandLikelihoods,
  bandOf,
  Detector,
  detectorHash,
  distanceFromCell,
  NOISE,
} from "./detector.ts";

/** Standard normal distribution by its series; good to 1e-12 for |z| below 4. */
function normal(z: number): number {
  let term = z;
  let sum = z;
  for (let n = 1; n < 120; n++) {
    term *= (z * z) / (2 * n + 1);
    sum += term;
  }
  return 0.5 + sum * (Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI));
}

function quantile(part: number): number {
  let [low, high] = [-4, 4];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (normal(middle) < part) low = middle;
    else high = middle;
  }
  return low;
}

describe("the noise", () => {
  it("is exp(0.35 g) at the middles of 256 equal parts of a standard normal", () => {
    expect(NOISE.length).toBe(256);
    for (const [q, factor] of NOISE.entries())
      expect(Math.abs(factor - 4096 * Math.exp(0.35 * quantile((q + 0.5) / 256)))).toBeLessThanOrEqual(0.51);
  });
});

describe("bands", () => {
  it("end at 8, 16, 28, 48 and 80 tiles, by noisy distance", () => {
    const noNoise = NOISE.findIndex((factor) => factor >= 4096);
    expect(BAND_TILES.map((tiles) => bandOf(tiles * 256 - 64, noNoise))).toEqual([0, 1, 2, 3, 4]);
    expect(BAND_TILES.map((tiles) => bandOf(tiles * 256 + 64, noNoise))).toEqual([1, 2, 3, 4, 5]);
    expect(bandOf(0, 255)).toBe(0);
    expect(bandOf(2 ** 24, 0)).toBe(5);
  });

  it("have likelihoods that add up to 1, and whose mean band grows with the distance", () => {
    const mean = (tiles: number) =>
      bandLikelihoods(tiles * 256).reduce((sum, part, band) => sum + part * band, 0);
    for (let tiles = 0; tiles < 240; tiles += 3) {
      expect(bandLikelihoods(tiles * 256).reduce((sum, part) => sum + part)).toBeCloseTo(1, 12);
      expect(mean(tiles + 3)).toBeGreaterThanOrEqual(mean(tiles));
    }
  });

  it("use a distance that is the integer root", () => {
    const coordinate = fc.integer({ min: -(2 ** 24), max: 2 ** 24 });
    fc.assert(
      fc.property(coordinate, coordinate, (x, y) => {
        const root = BigInt(distanceFromCell(0, 0, 512 + x, 512 + y));
        const square = BigInt(x) ** 2n + BigInt(y) ** 2n;
        expect(root * root <= square && (root + 1n) * (root + 1n) > square).toBe(true);
      }),
      { seed: 1 },
    );
  });
});

describe("the detector", () => {
  const detector = new Detector(Uint8Array.from({ length: 32 }, (_, i) => i));

  it("reads the same on every machine and in every version", () => {
    const bands = [];
    for (let cellY = 0; cellY < 12; cellY++)
      for (let cellX = 0; cellX < 12; cellX++) bands.push(detector.band(3, cellX, cellY, 9000, 5000));
    expect(bands.join("")).toMatchInlineSnapshot(
      `"342221222322233122212021443222121112232222200001343221100011321212000001332321100011332222121033323232222112423231212212433331232232322223232233"`,
    );
    expect(detectorHash).toMatchInlineSnapshot(
      `"876010f9b34fd3c584946f0c02f0f1cd56ace36f7c22299bec75356643f26720"`,
    );
  });

  it("has noise of its own for each cache and each cell", () => {
    const at = (cache: number) =>
      Array.from({ length: 64 }, (_, i) =>
        detector.band(cache, 100 + i, 7, (100 + i) * 1024 + 512, 7 * 1024 + 512 + 4096),
      );
    expect(new Set(at(1)).size).toBeGreaterThan(1);
    expect(at(1)).not.toEqual(at(2));
  });
});

/** The posterior by the definition: every phantom tile of every cache tile. */
function bruteForce(size: number, readings: readonly (readonly [number, number, number])[]): number[] {
  const chances = Array.from({ length: size * size }, (_, i) => {
    const [x, y] = [i % size, Math.floor(i / size)];
    let sum = 0;
    for (let dy = -8; dy <= 8; dy++) {
      for (let dx = -8; dx <= 8; dx++) {
        if (dx * dx + dy * dy > 64) continue;
        const [px, py] = [(x + dx) * 256 + 128, (y + dy) * 256 + 128];
        sum += readings.reduce((product, [cellX, cellY, band]) => {
          return product * bandLikelihoods(distanceFromCell(cellX, cellY, px, py))[band];
        }, 1);
      }
    }
    return sum;
  });
  const total = chances.reduce((sum, chance) => sum + chance);
  return chances.map((chance) => chance / total);
}

describe("the solver", () => {
  const zone = { x: 0, y: 0, width: 40, height: 40 };
  const readings = [
    [2, 2, 2],
    [8, 3, 1],
    [5, 8, 0],
  ] as const;

  it("gives the posterior of the public model", () => {
    const solver = new CacheSolver(zone, () => true);
    for (const [cellX, cellY, band] of readings) solver.addReading(cellX, cellY, band);
    const chances = [...solver.solve()];
    const exact = bruteForce(40, readings);
    const difference = chances.reduce((sum, chance, i) => sum + Math.abs(chance - exact[i]), 0);
    // Distances are rounded to a quarter of a tile, so a hundredth of the chance may lie elsewhere.
    expect(difference / 2).toBeLessThan(0.01);
  });

  it("says of a large zone, on cells of 2x2 tiles, what it says tile by tile", () => {
    const [fine, coarse] = [256, 257].map((width) => {
      const solver = new CacheSolver({ x: 0, y: 0, width, height: 256 }, (x, y) => (x + y) % 9 !== 0);
      for (const [cellX, cellY, band] of [
        [30, 30, 2],
        [36, 30, 1],
        [33, 37, 1],
      ])
        solver.addReading(cellX, cellY, band);
      return [...solver.solve()].map((chance, i) => ({ chance, x: i % width, y: Math.floor(i / width) }));
    });
    /** Chance of each square of 8x8 tiles. */
    const squares = (tiles: typeof fine) => {
      const sums = new Map<string, number>();
      for (const { chance, x, y } of tiles) {
        const square = `${x >> 3} ${y >> 3}`;
        sums.set(square, (sums.get(square) ?? 0) + chance);
      }
      return sums;
    };
    const coarseSquares = squares(coarse);
    const difference = [...squares(fine)].reduce(
      (sum, [square, chance]) => sum + Math.abs(chance - (coarseSquares.get(square) ?? 0)),
      0,
    );
    expect(difference / 2).toBeLessThan(0.03);
  });

  it("counts a second reading of a cell for nothing", () => {
    const solver = new CacheSolver(zone, () => true);
    expect(solver.addReading(2, 2, 2)).toBe(true);
    const once = [...solver.solve()];
    expect(solver.addReading(2, 2, 2)).toBe(false);
    expect([...solver.solve()]).toEqual(once);
  });

  it("leaves out blocked tiles, probed tiles and what a hint excludes", () => {
    const solver = new CacheSolver({ x: 10, y: 20, width: 30, height: 30 }, (x) => x !== 15);
    solver.addMiss(20, 25);
    solver.addHint({ x: 10, y: 20, width: 15, height: 30 });
    const chances = solver.solve();
    const at = (x: number, y: number) => chances[(y - 20) * 30 + (x - 10)];
    expect([at(15, 30), at(19, 24), at(21, 26), at(25, 30)]).toEqual([0, 0, 0, 0]);
    expect(at(18, 24)).toBeGreaterThan(0);
    expect(chances.reduce((sum, chance) => sum + chance)).toBeCloseTo(1, 9);
  });

  it("never rules out where the cache lies, and comes near it", () => {
    const { plan } = exampleHunt(1, "revealed");
    const own = new Detector(new Uint8Array(32).fill(9));
    for (const { index, tileX, tileY, phantomX, phantomY } of plan) {
      const solver = new CacheSolver({ x: 64, y: 64, width: 64, height: 64 }, () => true);
      for (let cellY = 17; cellY < 32; cellY += 3)
        for (let cellX = 17; cellX < 32; cellX += 3)
          solver.addReading(cellX, cellY, own.band(index, cellX, cellY, phantomX, phantomY));
      const chances = solver.solve();
      const its = chances[(tileY - 64) * 64 + (tileX - 64)];
      expect(its).toBeGreaterThan(0);
      const likelier = chances.filter((chance) => chance > its).length;
      expect(likelier).toBeLessThan(700);
    }
  });

  it("has no chance left when hints and probes contradict each other, and does not fail", () => {
    const solver = new CacheSolver(zone, () => false);
    solver.addReading(1, 1, 0);
    expect(solver.solve().every((chance) => chance === 0)).toBe(true);
  });
});
