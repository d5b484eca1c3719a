// Draws the places of a hunt's caches from the eligible tiles: apart from each other, and where the surroundings have
// look-alikes in the zone. Depends on blocked tiles alone, like the eligible tiles.
import { CELL_TILES } from "../../hunt/rules.ts";
import type { Ground } from "../../movement.ts";
import type { EligibleTiles } from "../eligible.ts";
import type { KeyedStreams } from "../streams.ts";
import { LookTable, WINDOW_CELLS } from "./lookTable.ts";

/** Caches keep this distance on one axis at least, if a place with it is drawn. */
const APART_TILES = 12;
/** A place whose surroundings have fewer look-alikes in the zone is taken only if no better one is drawn. */
export const MIN_LOOK_ALIKES = 4;
/** Places drawn for a cache before the best of them is taken. */
const DRAWS = 16;

export class CachePlaces {
  readonly #eligible: EligibleTiles;
  readonly #streams: KeyedStreams;
  readonly #looks: LookTable;
  readonly #used = new Set<number>();
  /** The caches in each square of APART_TILES, as tiles of the zone. */
  readonly #squares = new Map<number, number[]>();
  readonly #squaresWide: number;
  #index = 0;

  constructor(eligible: EligibleTiles, ground: Ground, streams: KeyedStreams) {
    const { zone } = eligible;
    this.#eligible = eligible;
    this.#streams = streams;
    this.#squaresWide = Math.ceil(zone.width / APART_TILES);
    this.#looks = new LookTable(
      zone,
      (column, row) => blockedClass(countBlocked(ground, column, row, zone)),
      true,
    );
  }

  /** False while `prepare` must be called. */
  get ready(): boolean {
    return this.#looks.complete;
  }

  prepare(): void {
    this.#looks.buildRow();
  }

  /** The place of the next cache. Callers ask for no more places than there are eligible tiles. */
  next(): { tileX: number; tileY: number } {
    const { tiles, zone } = this.#eligible;
    const stream = this.#streams.stream(this.#index++);
    let best = -1;
    let bestScore = -1;
    for (let draw = 0; draw < DRAWS && bestScore < 2; draw++) {
      const tile = tiles[stream.below(tiles.length)];
      if (this.#used.has(tile)) continue;
      const apart = this.#isApart(tile);
      const score = apart ? (this.#hasLookAlikes(tile) ? 2 : 1) : 0;
      if (score > bestScore) {
        best = tile;
        bestScore = score;
      }
    }
    if (best < 0) best = this.#firstFree(stream.below(tiles.length));
    this.#use(best);
    return { tileX: zone.x + (best % zone.width), tileY: zone.y + Math.floor(best / zone.width) };
  }

  #firstFree(from: number): number {
    const { tiles } = this.#eligible;
    for (let i = 0; i < tiles.length; i++) {
      const tile = tiles[(from + i) % tiles.length];
      if (!this.#used.has(tile)) return tile;
    }
    throw new Error("no eligible tile is free");
  }

  #use(tile: number): void {
    this.#used.add(tile);
    const square = this.#squareOf(tile);
    const others = this.#squares.get(square);
    if (others === undefined) this.#squares.set(square, [tile]);
    else others.push(tile);
  }

  #squareOf(tile: number): number {
    const { width } = this.#eligible.zone;
    const column = Math.floor((tile % width) / APART_TILES);
    return Math.floor(Math.floor(tile / width) / APART_TILES) * this.#squaresWide + column;
  }

  #isApart(tile: number): boolean {
    const { width } = this.#eligible.zone;
    const x = tile % width;
    const y = Math.floor(tile / width);
    const column = Math.floor(x / APART_TILES);
    const row = Math.floor(y / APART_TILES);
    for (let r = row - 1; r <= row + 1; r++) {
      for (let c = Math.max(0, column - 1); c <= Math.min(this.#squaresWide - 1, column + 1); c++) {
        for (const other of this.#squares.get(r * this.#squaresWide + c) ?? []) {
          const dx = Math.abs((other % width) - x);
          const dy = Math.abs(Math.floor(other / width) - y);
          if (Math.max(dx, dy) < APART_TILES) return false;
        }
      }
    }
    return true;
  }

  /** Of the window around the tile's cell, moved into the zone. */
  #hasLookAlikes(tile: number): boolean {
    const { zone } = this.#eligible;
    const looks = this.#looks;
    const column = Math.floor((zone.x + (tile % zone.width)) / CELL_TILES) - 1;
    const row = Math.floor((zone.y + Math.floor(tile / zone.width)) / CELL_TILES) - 1;
    const inside = (value: number, first: number, count: number) =>
      Math.min(first + count - 1, Math.max(first, value));
    const found = looks.lookAlikes(
      inside(column, looks.firstColumn, looks.windowsWide),
      inside(row, looks.firstRow, looks.windowsHigh),
    );
    return found >= MIN_LOOK_ALIKES;
  }
}

/** Blocked tiles of a cell, 0 to 16. Tiles outside the zone count as blocked, so that nothing outside it matters. */
function countBlocked(ground: Ground, column: number, row: number, zone: EligibleTiles["zone"]): number {
  let blocked = 0;
  for (let y = row * CELL_TILES; y < (row + 1) * CELL_TILES; y++) {
    for (let x = column * CELL_TILES; x < (column + 1) * CELL_TILES; x++) {
      const inside = x >= zone.x && y >= zone.y && x < zone.x + zone.width && y < zone.y + zone.height;
      if (!inside || ground.blockedAt(x, y)) blocked++;
    }
  }
  return blocked;
}

/** How blocked a cell looks: not at all, a little, half, or nearly all. */
export function blockedClass(blockedTiles: number): number {
  return Math.ceil((3 * blockedTiles) / (CELL_TILES * CELL_TILES));
}

/** Side of a window, in tiles. */
export const WINDOW_TILES = WINDOW_CELLS * CELL_TILES;
