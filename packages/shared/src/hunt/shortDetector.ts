// The detector of the tutorial: six times as fine as that of a hunt and without noise, because its cache is near and the
// player is to see how readings add up. It measures the cache itself. The client's chart is shaded by the same rule.
import { TILE_SUB } from "../space.ts";
import type { TileRect } from "./definition.ts";
import { BAND_TILES, distanceFromCell } from "./detector.ts";
import { PROBE_REACH_TILES as REACH } from "./rules.ts";

/**
 * How much finer its bands are. Of 5, 6, 8 and 10 this one needs the fewest digs after three readings at corners of a way of
 * 5 tiles each, for a cache 4 to 8 tiles away: two on average.
 */
export const SHORT_SCALE = 6;

/** The band in a cell, of a cache in the middle of a tile. */
export function shortBand(cellX: number, cellY: number, tileX: number, tileY: number): number {
  const centre = (tile: number): number => tile * TILE_SUB + TILE_SUB / 2;
  const scaled = SHORT_SCALE * distanceFromCell(cellX, cellY, centre(tileX), centre(tileY));
  let band = 0;
  while (band < BAND_TILES.length && scaled > BAND_TILES[band] * TILE_SUB) band++;
  return band;
}

/** Where the tutorial's cache may lie: the counterpart of CacheSolver, which has the same methods. */
export class ShortSolver {
  readonly zone: TileRect;
  /**
   * For each tile that is possible, in how many of the tiles that a probe there covers the cache may lie: where to dig first.
   * They add up to 1, or all are 0 if nothing is left. Reused.
   */
  readonly chances: Float64Array;
  readonly #possible: Uint8Array;

  /** @param possible whether a cache can lie on a tile of the map; asked once for each tile of the zone */
  constructor(zone: TileRect, possible: (tileX: number, tileY: number) => boolean) {
    this.zone = zone;
    this.chances = new Float64Array(zone.width * zone.height);
    this.#possible = new Uint8Array(this.chances.length).fill(1);
    this.#keep(possible);
  }

  addReading(cellX: number, cellY: number, band: number): boolean {
    this.#keep((tileX, tileY) => shortBand(cellX, cellY, tileX, tileY) === band);
    return true;
  }

  /** A probe on this tile found nothing. */
  addMiss(tileX: number, tileY: number): void {
    this.#keep((x, y) => Math.max(Math.abs(x - tileX), Math.abs(y - tileY)) > REACH);
  }

  /** The cache lies inside the rectangle. */
  addHint({ x, y, width, height }: TileRect): void {
    this.#keep((tileX, tileY) => tileX >= x && tileY >= y && tileX < x + width && tileY < y + height);
  }

  /** Computes `chances` anew and returns it. */
  solve(): Float64Array {
    let total = 0;
    for (let i = 0; i < this.chances.length; i++) {
      this.chances[i] = this.#possible[i] === 1 ? this.#coveredBy(i) : 0;
      total += this.chances[i];
    }
    if (total > 0) for (let i = 0; i < this.chances.length; i++) this.chances[i] /= total;
    return this.chances;
  }

  #coveredBy(at: number): number {
    const { width, height } = this.zone;
    const column = at % width;
    const row = Math.floor(at / width);
    let covered = 0;
    for (let y = Math.max(0, row - REACH); y <= Math.min(height - 1, row + REACH); y++) {
      for (let x = Math.max(0, column - REACH); x <= Math.min(width - 1, column + REACH); x++)
        covered += this.#possible[y * width + x];
    }
    return covered;
  }

  #keep(holds: (tileX: number, tileY: number) => boolean): void {
    const { x, y, width } = this.zone;
    for (let i = 0; i < this.#possible.length; i++) {
      if (this.#possible[i] === 1 && !holds(x + (i % width), y + Math.floor(i / width)))
        this.#possible[i] = 0;
    }
  }
}
