// Where a cache may lie, given readings: the exact posterior under the detector's public model. The client's chart shades by
// it. It holds one weight for each tile on which the phantom can lie; a reading multiplies them by a table over the distance,
// and the chance of a tile is the sum of the weights in the disc around it.
import { TILE_SUB } from "../space.ts";
import { BANDS } from "../wire/reading.ts";
import type { TileRect } from "./definition.ts";
import { bandLikelihoods } from "./detector.ts";
import { CELL_TILES, PHANTOM_TILES, PROBE_REACH_TILES } from "./rules.ts";

/** Steps of the table over distances in a tile. */
const STEPS = 4;
/** From here on, every reading is of the last band: 80 tiles over the least noise. */
const MAX_DISTANCE_TILES = 240;
/** Likelihoods are at least this, because weights stand for whole tiles. */
const FLOOR = 1e-5;
/** Weights below this part of the largest are dropped: no chart shows them. */
const NEGLIGIBLE = 1e-9;

/** Likelihood of each band over the distance to the phantom, in STEPS of a tile. */
const tables: readonly Float64Array[] = likelihoodTables();

function likelihoodTables(): Float64Array[] {
  const made = Array.from({ length: BANDS }, () => new Float64Array(MAX_DISTANCE_TILES * STEPS + 1));
  for (let step = 0; step <= MAX_DISTANCE_TILES * STEPS; step++) {
    const likelihoods = bandLikelihoods(Math.floor((step * TILE_SUB) / STEPS));
    for (let band = 0; band < BANDS; band++) made[band][step] = Math.max(FLOOR, likelihoods[band]);
  }
  return made;
}

/** Half the width of the disc in each row from its north to its south, in tiles. */
const disc = Array.from({ length: 2 * PHANTOM_TILES + 1 }, (_, row) => {
  const dy = row - PHANTOM_TILES;
  return Math.floor(Math.sqrt(PHANTOM_TILES * PHANTOM_TILES - dy * dy));
});

export class CacheSolver {
  readonly zone: TileRect;
  /** Chance of each tile of the zone, row by row; they add up to 1, or all are 0 if nothing is left. Reused. */
  readonly chances: Float64Array;
  readonly #possible: Uint8Array;
  /** Weights of the phantom's tiles: the zone and PHANTOM_TILES on each side. */
  readonly #weights: Float64Array;
  readonly #wide: number;
  readonly #high: number;
  readonly #sums: Float64Array;
  readonly #read = new Set<number>();

  /** @param possible whether a cache can lie on a tile of the map; asked once for each tile of the zone */
  constructor(zone: TileRect, possible: (tileX: number, tileY: number) => boolean) {
    this.zone = zone;
    const { width, height } = zone;
    this.chances = new Float64Array(width * height);
    this.#possible = new Uint8Array(width * height);
    for (let i = 0; i < width * height; i++)
      this.#possible[i] = possible(zone.x + (i % width), zone.y + Math.floor(i / width)) ? 1 : 0;
    this.#wide = width + 2 * PHANTOM_TILES;
    this.#high = height + 2 * PHANTOM_TILES;
    this.#weights = new Float64Array(this.#wide * this.#high).fill(1);
    this.#sums = new Float64Array(this.#wide + 1);
  }

  /** Takes a reading into account. A second reading of a cell says nothing new and is left out; then false. */
  addReading(cellX: number, cellY: number, band: number): boolean {
    const cell = cellY * 65_536 + cellX;
    if (this.#read.has(cell)) return false;
    this.#read.add(cell);
    const table = tables[band];
    // In tiles, from the centre of the first phantom tile to the centre of the cell.
    const centre = (first: number, at: number) =>
      at * CELL_TILES + CELL_TILES / 2 - (first - PHANTOM_TILES + 0.5);
    const fromX = centre(this.zone.x, cellX);
    const fromY = centre(this.zone.y, cellY);
    const farthest = table.length - 1;
    let largest = 0;
    for (let y = 0, i = 0; y < this.#high; y++) {
      const dySquare = (y - fromY) * (y - fromY);
      for (let x = 0; x < this.#wide; x++, i++) {
        const weight = this.#weights[i];
        if (weight === 0) continue;
        const step = Math.round(STEPS * Math.sqrt((x - fromX) * (x - fromX) + dySquare));
        const updated = weight * table[Math.min(farthest, step)];
        this.#weights[i] = updated;
        if (updated > largest) largest = updated;
      }
    }
    for (let i = 0; i < this.#weights.length; i++) {
      const weight = this.#weights[i] / largest;
      this.#weights[i] = weight < NEGLIGIBLE ? 0 : weight;
    }
    return true;
  }

  /** A probe on this tile found nothing: no cache lies on the tiles that it covers. */
  addMiss(tileX: number, tileY: number): void {
    this.#rule((x, y) => Math.max(Math.abs(x - tileX), Math.abs(y - tileY)) <= PROBE_REACH_TILES, {
      x: tileX - PROBE_REACH_TILES,
      y: tileY - PROBE_REACH_TILES,
      width: 2 * PROBE_REACH_TILES + 1,
      height: 2 * PROBE_REACH_TILES + 1,
    });
  }

  /** The cache lies inside the rectangle. */
  addHint(area: TileRect): void {
    this.#rule(
      (x, y) => x < area.x || y < area.y || x >= area.x + area.width || y >= area.y + area.height,
      this.zone,
    );
  }

  /** Computes `chances` anew and returns it. */
  solve(): Float64Array {
    const { width, height } = this.zone;
    this.chances.fill(0);
    for (let row = 0; row < this.#high; row++) {
      if (!this.#sumRow(row)) continue;
      // This row of weights counts for the tiles whose disc reaches it.
      for (let at = 0; at < disc.length; at++) {
        const y = row - at;
        if (y < 0 || y >= height) continue;
        const half = disc[at];
        const from = PHANTOM_TILES - half;
        const to = PHANTOM_TILES + half + 1;
        for (let x = 0, i = y * width; x < width; x++, i++)
          this.chances[i] += this.#sums[x + to] - this.#sums[x + from];
      }
    }
    let total = 0;
    for (let i = 0; i < this.chances.length; i++) {
      this.chances[i] *= this.#possible[i];
      total += this.chances[i];
    }
    if (total > 0) for (let i = 0; i < this.chances.length; i++) this.chances[i] /= total;
    return this.chances;
  }

  /** Sums of a row of weights from its start; false if all are 0. */
  #sumRow(row: number): boolean {
    const start = row * this.#wide;
    let sum = 0;
    for (let x = 0; x < this.#wide; x++) {
      sum += this.#weights[start + x];
      this.#sums[x + 1] = sum;
    }
    return sum > 0;
  }

  #rule(out: (tileX: number, tileY: number) => boolean, within: TileRect): void {
    const { x: west, y: north, width, height } = this.zone;
    for (let y = Math.max(north, within.y); y < Math.min(north + height, within.y + within.height); y++) {
      for (let x = Math.max(west, within.x); x < Math.min(west + width, within.x + within.width); x++)
        if (out(x, y)) this.#possible[(y - north) * width + (x - west)] = 0;
    }
  }
}
