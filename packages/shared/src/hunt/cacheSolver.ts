// Where a cache may lie, given readings: the exact posterior under the detector's public model. The client's chart shades by
// it. It holds one weight for each tile on which the phantom can lie (in large zones for each four tiles). A reading multiplies
// them by a table over the distance, and the chance of a tile is the sum of the weights in the disc around it.
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

/** Zones with more tiles than this are computed on cells of 2x2 tiles: a chart is no finer, and a phone has no time. */
const MAX_FINE_TILES = 65_536;

/** Half the width of a disc in each row from its north to its south. */
function discRows(radius: number): number[] {
  return Array.from({ length: 2 * radius + 1 }, (_, row) =>
    Math.floor(Math.sqrt(radius * radius - (row - radius) * (row - radius))),
  );
}

export class CacheSolver {
  readonly zone: TileRect;
  /** Chance of each tile of the zone, row by row; they add up to 1, or all are 0 if nothing is left. Reused. */
  readonly chances: Float64Array;
  readonly #possible: Uint8Array;
  /** Side of a cell of weights, in tiles. */
  readonly #grain: number;
  /** Radius of the phantom's disc, in cells. */
  readonly #radius: number;
  readonly #disc: readonly number[];
  /** Weights of the phantom's cells: the zone and the disc's radius on each side. */
  readonly #weights: Float64Array;
  readonly #wide: number;
  readonly #high: number;
  /** Sums of weights over the disc around each cell of the zone. */
  readonly #reached: Float64Array;
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
    this.#grain = width * height > MAX_FINE_TILES ? 2 : 1;
    this.#radius = PHANTOM_TILES / this.#grain;
    this.#disc = discRows(this.#radius);
    this.#wide = Math.ceil(width / this.#grain) + 2 * this.#radius;
    this.#high = Math.ceil(height / this.#grain) + 2 * this.#radius;
    this.#weights = new Float64Array(this.#wide * this.#high).fill(1);
    this.#reached = new Float64Array((this.#wide - 2 * this.#radius) * (this.#high - 2 * this.#radius));
    this.#sums = new Float64Array(this.#wide + 1);
  }

  /** Takes a reading into account. A second reading of a cell says nothing new and is left out; then false. */
  addReading(cellX: number, cellY: number, band: number): boolean {
    const cell = cellY * 65_536 + cellX;
    if (this.#read.has(cell)) return false;
    this.#read.add(cell);
    const table = tables[band];
    const weights = this.#weights;
    const grain = this.#grain;
    // In tiles, from the centre of the first cell of weights to the centre of the reader's cell.
    const centre = (first: number, at: number) =>
      at * CELL_TILES + CELL_TILES / 2 - (first - PHANTOM_TILES + grain / 2);
    const fromX = centre(this.zone.x, cellX);
    const fromY = centre(this.zone.y, cellY);
    const farthest = table.length - 1;
    const wide = this.#wide;
    let largest = 0;
    for (let y = 0, i = 0; y < this.#high; y++) {
      const dySquare = (y * grain - fromY) ** 2;
      for (let x = 0; x < wide; x++, i++) {
        const weight = weights[i];
        if (weight === 0) continue;
        const dx = x * grain - fromX;
        const step = Math.round(STEPS * Math.sqrt(dx * dx + dySquare));
        const updated = weight * table[Math.min(step, farthest)];
        weights[i] = updated;
        if (updated > largest) largest = updated;
      }
    }
    for (let i = 0; i < weights.length; i++) {
      const weight = weights[i] / largest;
      weights[i] = weight < NEGLIGIBLE ? 0 : weight;
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

  /** The cache cannot lie on this tile. */
  exclude(tileX: number, tileY: number): void {
    const x = tileX - this.zone.x;
    const y = tileY - this.zone.y;
    const { width, height } = this.zone;
    if (x >= 0 && y >= 0 && x < width && y < height) this.#possible[y * width + x] = 0;
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
    this.#reach();
    const chances = this.chances;
    const possible = this.#possible;
    const reached = this.#reached;
    const grain = this.#grain;
    const columns = this.#wide - 2 * this.#radius;
    const { width, height } = this.zone;
    let total = 0;
    for (let y = 0, i = 0; y < height; y++) {
      const row = Math.floor(y / grain) * columns;
      for (let x = 0; x < width; x++, i++) {
        const chance = possible[i] === 0 ? 0 : reached[row + (grain === 1 ? x : x >> 1)];
        chances[i] = chance;
        total += chance;
      }
    }
    if (total > 0) for (let i = 0; i < chances.length; i++) chances[i] /= total;
    return chances;
  }

  /** Sums the weights over the disc around each cell of the zone. */
  #reach(): void {
    const reached = this.#reached;
    const sums = this.#sums;
    const disc = this.#disc;
    const radius = this.#radius;
    const columns = this.#wide - 2 * radius;
    const rows = this.#high - 2 * radius;
    reached.fill(0);
    for (let row = 0; row < this.#high; row++) {
      if (!this.#sumRow(row)) continue;
      // This row of weights counts for the cells whose disc reaches it.
      for (let at = 0; at < disc.length; at++) {
        const y = row - at;
        if (y < 0 || y >= rows) continue;
        const start = y * columns;
        const from = radius - disc[at];
        const to = radius + disc[at] + 1;
        for (let x = 0; x < columns; x++) reached[start + x] += sums[x + to] - sums[x + from];
      }
    }
  }

  /** Sums of a row of weights from its start; false if all are 0. */
  #sumRow(row: number): boolean {
    const weights = this.#weights;
    const sums = this.#sums;
    const wide = this.#wide;
    let sum = 0;
    for (let x = 0, i = row * wide; x < wide; x++, i++) {
      sum += weights[i];
      sums[x + 1] = sum;
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
