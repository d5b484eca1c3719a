// A coarse idea of where a cache may lie: one weight for each square of 6x6 tiles of the zone, by the detector's public model.
// It costs a thousandth of the exact chart, and searches about as well as a person does by eye.
import type { TileRect } from "@doubloon/shared/hunt/definition";
import { bandLikelihoods } from "@doubloon/shared/hunt/detector";
import { CELL_TILES } from "@doubloon/shared/hunt/rules";
import { CHUNK_TILES, TILE_SUB } from "@doubloon/shared/space";
import { BANDS } from "@doubloon/shared/wire/reading";

/** Side of a square, in tiles. */
export const SQUARE_TILES = 6;
/** Part of a square that one probe leaves possible: 27 of 36 tiles. */
const MISS_LEAVES = 0.75;
/** From here on every reading is of the last band. */
const MAX_DISTANCE = 240;
/** A square is 6 tiles wide: likelihoods are averaged over these distances. */
const BLUR = [-3, -1, 1, 3];
/** Squares around the zone's in which the phantom may lie. */
const MARGIN = 1;

/** Squares up to this distance count as near. */
const NEAR_TILES = 10;
/** Squares of the largest zone: 64 chunks to a side. Reused, since one process has one thread. */
const sums = new Float64Array(Math.ceil((64 * CHUNK_TILES) / SQUARE_TILES) ** 2);

/** Likelihood of each band by distance in tiles. */
const tables = likelihoods();

function likelihoods(): Float32Array[] {
  const made = Array.from({ length: BANDS }, () => new Float32Array(MAX_DISTANCE + 1));
  for (let tiles = 0; tiles <= MAX_DISTANCE; tiles++) {
    for (const off of BLUR) {
      const at = bandLikelihoods(Math.abs(tiles + off) * TILE_SUB);
      for (let band = 0; band < BANDS; band++) made[band][tiles] += (at[band] + 0.002) / BLUR.length;
    }
  }
  return made;
}

/** What is the same for all who search a zone: its squares and how much ground each has. */
export class SolverGround {
  readonly zone: TileRect;
  readonly columns: number;
  readonly rows: number;
  /** Share of each square where a cache can lie. */
  readonly share: Float32Array;

  constructor(zone: TileRect, possible: (tileX: number, tileY: number) => boolean) {
    this.zone = zone;
    this.columns = Math.ceil(zone.width / SQUARE_TILES);
    this.rows = Math.ceil(zone.height / SQUARE_TILES);
    this.share = new Float32Array(this.columns * this.rows);
    for (let y = 0; y < zone.height; y++) {
      for (let x = 0; x < zone.width; x++) {
        if (possible(zone.x + x, zone.y + y))
          this.share[this.squareAt(zone.x + x, zone.y + y)] += 1 / (SQUARE_TILES * SQUARE_TILES);
      }
    }
  }

  /** The square of a tile of the zone. */
  squareAt(tileX: number, tileY: number): number {
    const column = Math.floor((tileX - this.zone.x) / SQUARE_TILES);
    return Math.floor((tileY - this.zone.y) / SQUARE_TILES) * this.columns + column;
  }

  /** The north-west tile of a square. */
  cornerOf(square: number): { readonly tileX: number; readonly tileY: number } {
    return {
      tileX: this.zone.x + (square % this.columns) * SQUARE_TILES,
      tileY: this.zone.y + Math.floor(square / this.columns) * SQUARE_TILES,
    };
  }
}

export class CoarseSolver {
  readonly ground: SolverGround;
  /** Of the phantom, whose squares reach one further than the zone's on each side. */
  readonly #phantom: Float32Array;
  /** What digging and hints leave possible of each square. */
  readonly #left: Float32Array;
  /** Of the cache; computed from the two others when asked for. */
  readonly #weights: Float32Array;
  #isStale = true;

  constructor(ground: SolverGround) {
    this.ground = ground;
    this.#phantom = new Float32Array((ground.columns + 2 * MARGIN) * (ground.rows + 2 * MARGIN)).fill(1);
    this.#left = ground.share.slice();
    this.#weights = new Float32Array(this.#left.length);
  }

  addReading(cellX: number, cellY: number, band: number): void {
    const { zone, columns, rows } = this.ground;
    const phantom = this.#phantom;
    const table = tables[band];
    const x = (cellX + 0.5) * CELL_TILES - zone.x - SQUARE_TILES / 2;
    const y = (cellY + 0.5) * CELL_TILES - zone.y - SQUARE_TILES / 2;
    let largest = 0;
    for (let row = -MARGIN, i = 0; row < rows + MARGIN; row++) {
      const dy = row * SQUARE_TILES - y;
      for (let column = -MARGIN; column < columns + MARGIN; column++, i++) {
        const dx = column * SQUARE_TILES - x;
        const distance = Math.min(MAX_DISTANCE, Math.round(Math.sqrt(dx * dx + dy * dy)));
        phantom[i] *= table[distance];
        if (phantom[i] > largest) largest = phantom[i];
      }
    }
    if (largest > 0) for (let i = 0; i < phantom.length; i++) phantom[i] /= largest;
    this.#isStale = true;
  }

  /** A probe on this tile found nothing. */
  addMiss(tileX: number, tileY: number): void {
    this.#left[this.ground.squareAt(tileX, tileY)] *= MISS_LEAVES;
    this.#isStale = true;
  }

  /** The cache lies inside the rectangle. */
  addHint(area: TileRect): void {
    for (let i = 0; i < this.#left.length; i++) {
      const { tileX, tileY } = this.ground.cornerOf(i);
      const isOutside =
        tileX + SQUARE_TILES <= area.x ||
        tileY + SQUARE_TILES <= area.y ||
        tileX >= area.x + area.width ||
        tileY >= area.y + area.height;
      if (isOutside) this.#left[i] = 0;
    }
    this.#isStale = true;
  }

  /** The likeliest square. */
  best(): number {
    const weights = this.#solve();
    let best = 0;
    for (let i = 1; i < weights.length; i++) if (weights[i] > weights[best]) best = i;
    return best;
  }

  /** A square drawn by weight, far ones less often than their weight says. */
  draw(random: () => number, fromX: number, fromY: number): number {
    const weights = this.#solve();
    const { zone, columns, rows } = this.ground;
    let total = 0;
    for (let row = 0, i = 0; row < rows; row++) {
      const dy = zone.y + row * SQUARE_TILES - fromY;
      for (let column = 0; column < columns; column++, i++) {
        const dx = zone.x + column * SQUARE_TILES - fromX;
        total += (weights[i] * Math.sqrt(weights[i])) / (NEAR_TILES * NEAR_TILES + dx * dx + dy * dy);
        sums[i] = total;
      }
    }
    const limit = random() * total;
    for (let i = 0; i < weights.length; i++) if (sums[i] > limit) return i;
    return this.best();
  }

  /** The share of all weight that the likeliest squares have: how sure the search is. */
  certainty(squares: number): number {
    const weights = this.#solve();
    // Ascending; a weight is put in its place among the largest so far.
    const top = new Array<number>(squares).fill(0);
    let total = 0;
    for (let i = 0; i < weights.length; i++) {
      const weight = weights[i];
      total += weight;
      if (weight <= top[0]) continue;
      let at = 1;
      for (; at < squares && top[at] < weight; at++) top[at - 1] = top[at];
      top[at - 1] = weight;
    }
    return total === 0 ? 0 : top.reduce((sum, weight) => sum + weight) / total;
  }

  /** The cache lies up to 8 tiles from its phantom: in the phantom's square or one beside it. */
  #solve(): Float32Array {
    if (!this.#isStale) return this.#weights;
    this.#isStale = false;
    const { columns, rows } = this.ground;
    const wide = columns + 2 * MARGIN;
    for (let row = 0, i = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++, i++) {
        let sum = 0;
        for (let dy = 0; dy <= 2; dy++) {
          const at = (row + dy) * wide + column;
          sum += this.#phantom[at] + this.#phantom[at + 1] + this.#phantom[at + 2];
        }
        this.#weights[i] = sum * this.#left[i];
      }
    }
    return this.#weights;
  }
}
