// Finds short paths between tiles: A* on the walkable map, with a bound on the tiles it looks at. Its arrays are reused, so it
// allocates nothing but the path.
import type { WalkableMap } from "./walkableMap.ts";

/** Tiles that one search looks at, at most: enough for a walk around a house or an inlet, too few for one around an island. */
const MAX_LOOKED_AT = 2_500;
/** Costs of a step, in tenths of a tile. */
const STRAIGHT_COST = 10;
const DIAGONAL_COST = 14;
/** More than 1 makes paths a little longer, and searches several times shorter. */
const GREED = 1.6;
const DIAGONALS = [
  [1, 1],
  [-1, 1],
  [-1, -1],
  [1, -1],
] as const;

export class PathFinder {
  readonly #ground: WalkableMap;
  /** The search in which a tile was reached last, its cost then, and the tile before it. */
  readonly #search: Uint32Array;
  readonly #cost: Uint32Array;
  readonly #from: Int32Array;
  /** A binary heap of tiles by estimated cost. */
  readonly #heap = new Int32Array(MAX_LOOKED_AT * 8);
  readonly #estimates = new Float64Array(MAX_LOOKED_AT * 8);
  #size = 0;
  #searches = 0;

  constructor(ground: WalkableMap) {
    this.#ground = ground;
    const tiles = ground.widthTiles * ground.heightTiles;
    this.#search = new Uint32Array(tiles);
    this.#cost = new Uint32Array(tiles);
    this.#from = new Int32Array(tiles);
  }

  /** The tiles of a path, without its start; undefined if there is none, or none was found within the bound. */
  find(start: number, goal: number): number[] | undefined {
    const { widthTiles } = this.#ground;
    const goalX = goal % widthTiles;
    const goalY = Math.floor(goal / widthTiles);
    if (this.#ground.blockedAt(goalX, goalY)) return undefined;
    this.#searches++;
    this.#size = 0;
    this.#reach(start, start, 0, goalX, goalY);
    for (let looked = 0; this.#size > 0 && looked < MAX_LOOKED_AT; looked++) {
      const tile = this.#pop();
      if (tile === goal) return this.#path(start, goal);
      const x = tile % widthTiles;
      const y = Math.floor(tile / widthTiles);
      const cost = this.#cost[tile];
      const step = (dx: number, dy: number, by: number): void => {
        if (!this.#ground.blockedAt(x + dx, y + dy))
          this.#reach((y + dy) * widthTiles + x + dx, tile, cost + by, goalX, goalY);
      };
      step(1, 0, STRAIGHT_COST);
      step(0, 1, STRAIGHT_COST);
      step(-1, 0, STRAIGHT_COST);
      step(0, -1, STRAIGHT_COST);
      for (const [dx, dy] of DIAGONALS) {
        if (!this.#ground.blockedAt(x + dx, y) && !this.#ground.blockedAt(x, y + dy))
          step(dx, dy, DIAGONAL_COST);
      }
    }
    return undefined;
  }

  #path(start: number, goal: number): number[] {
    const path: number[] = [];
    for (let tile = goal; tile !== start; tile = this.#from[tile]) path.push(tile);
    return path.reverse();
  }

  #reach(tile: number, from: number, cost: number, goalX: number, goalY: number): void {
    if (this.#search[tile] === this.#searches && this.#cost[tile] <= cost) return;
    if (this.#size === this.#heap.length) return;
    this.#search[tile] = this.#searches;
    this.#cost[tile] = cost;
    this.#from[tile] = from;
    const { widthTiles } = this.#ground;
    const dx = Math.abs((tile % widthTiles) - goalX);
    const dy = Math.abs(Math.floor(tile / widthTiles) - goalY);
    const left = STRAIGHT_COST * Math.max(dx, dy) + (DIAGONAL_COST - STRAIGHT_COST) * Math.min(dx, dy);
    this.#push(tile, cost + GREED * left);
  }

  #push(tile: number, estimate: number): void {
    let at = this.#size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#estimates[parent] <= estimate) break;
      this.#heap[at] = this.#heap[parent];
      this.#estimates[at] = this.#estimates[parent];
      at = parent;
    }
    this.#heap[at] = tile;
    this.#estimates[at] = estimate;
  }

  #pop(): number {
    const top = this.#heap[0];
    const tile = this.#heap[--this.#size];
    const estimate = this.#estimates[this.#size];
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && this.#estimates[child + 1] < this.#estimates[child]) child++;
      if (this.#estimates[child] >= estimate) break;
      this.#heap[at] = this.#heap[child];
      this.#estimates[at] = this.#estimates[child];
      at = child;
    }
    this.#heap[at] = tile;
    this.#estimates[at] = estimate;
    return top;
  }
}
