// The search for one cache: what was read, hinted and dug, and where to read or to dig next. It decides no times.
import type { TileRect } from "@doubloon/shared/hunt/definition";
import { CELL_TILES } from "@doubloon/shared/hunt/rules";
import { tileOf } from "../lib/tiles.ts";
import type { Waypoint } from "../walking/straightWalk.ts";
import { CoarseSolver, SQUARE_TILES } from "./coarseSolver.ts";
import type { HuntGround } from "./huntGround.ts";

/** Readings before the first dig, and digs before the next reading; only one while it is unsure. */
const FIRST_READINGS = 3;
const DIGS_A_READING = 3;
/** The nine likeliest squares hold this share: sure enough to dig. */
const SURE = 0.6;
const SURE_SQUARES = 9;
const MAX_SQUARE_TRIES = 6;
const MAX_TILE_TRIES = 8;
/** A new reading is taken about this far from the likeliest square. */
const READ_ASIDE_TILES = 12;
interface Tile {
  readonly tileX: number;
  readonly tileY: number;
}

export interface Goal extends Tile {
  readonly act: "read" | "dig";
}

export class CacheSearch {
  readonly ground: HuntGround;
  readonly #random: () => number;
  readonly #solver: CoarseSolver;
  readonly #readCells = new Set<number>();
  readonly #dug: Tile[] = [];
  #digsSince = 0;

  constructor(ground: HuntGround, random: () => number) {
    this.ground = ground;
    this.#random = random;
    this.#solver = new CoarseSolver(ground.solver);
  }

  /** False if the cell was read before: it says the same again. */
  addReading(cellX: number, cellY: number, band: number): boolean {
    const cell = cellY * 65_536 + cellX;
    if (this.#readCells.has(cell)) return false;
    this.#readCells.add(cell);
    this.#digsSince = 0;
    this.#solver.addReading(cellX, cellY, band);
    return true;
  }

  addHint(area: TileRect): void {
    this.#solver.addHint(area);
  }

  /** A probe begins here. What it finds shows otherwise, so it counts as a miss. */
  addDig({ tileX, tileY }: Tile): void {
    this.#digsSince++;
    this.#dug.push({ tileX, tileY });
    this.#solver.addMiss(tileX, tileY);
  }

  /** A tile where the cache may well lie. */
  likeliest(): Tile {
    return this.ground.solver.cornerOf(this.#solver.best());
  }

  /** Where to read or to dig next; undefined if nothing was found at once. */
  chooseGoal(hasCharge: boolean, from: Waypoint): Goal | undefined {
    const solver = this.#solver;
    const isUnsure = this.#readCells.size < FIRST_READINGS || solver.certainty(SURE_SQUARES) < SURE;
    const isDue = this.#readCells.size < FIRST_READINGS || this.#digsSince >= (isUnsure ? 1 : DIGS_A_READING);
    if (hasCharge && isDue) {
      const tile = this.#readCells.size === 0 ? at(from) : this.#aside(solver.best());
      // The same cell would say the same again.
      if (tile !== undefined && !this.#readCells.has(cellOf(tile))) return { act: "read", ...tile };
    }
    return this.#chooseDig(from);
  }

  /** A tile of a likely square that no probe of its own has covered, nor the tiles beside it. */
  #chooseDig(from: Waypoint): Goal | undefined {
    const { ground } = this;
    const solver = this.#solver;
    const { tileX: fromX, tileY: fromY } = at(from);
    for (let i = 0; i < MAX_SQUARE_TRIES; i++) {
      const corner = solver.ground.cornerOf(solver.draw(this.#random, fromX, fromY));
      const square = { x: corner.tileX, y: corner.tileY, width: SQUARE_TILES, height: SQUARE_TILES };
      for (let j = 0; j < MAX_TILE_TRIES; j++) {
        const tile = ground.drawTile(this.#random, square);
        if (tile === undefined) break;
        if (!this.#dug.some((dug) => isBeside(dug, tile))) return { act: "dig", ...tile };
      }
      // Nothing is left of this square.
      solver.addMiss(corner.tileX, corner.tileY);
    }
    return undefined;
  }

  /** A tile some way off a square. */
  #aside(square: number) {
    const { tileX, tileY } = this.ground.solver.cornerOf(square);
    const side = 2 * READ_ASIDE_TILES + SQUARE_TILES;
    const around = { x: tileX - READ_ASIDE_TILES, y: tileY - READ_ASIDE_TILES, width: side, height: side };
    return this.ground.drawTile(this.#random, around);
  }
}

/** Whether two probes cover more than a row or column together. */
function isBeside(a: Tile, b: Tile): boolean {
  return Math.abs(a.tileX - b.tileX) < 2 && Math.abs(a.tileY - b.tileY) < 2;
}

function at({ x, y }: Waypoint): Tile {
  return { tileX: tileOf(x), tileY: tileOf(y) };
}

function cellOf({ tileX, tileY }: Tile): number {
  return Math.floor(tileY / CELL_TILES) * 65_536 + Math.floor(tileX / CELL_TILES);
}
