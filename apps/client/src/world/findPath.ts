// Finds a way over known ground: A* from tile to tile, then as few straight legs as the walking rule takes cleanly.
// Bounded in area and steps; integers only.
import { bodyFits, Gait, type Ground, Intent, stepWalker, type Walker } from "@doubloon/shared/movement";
import { TILE_SUB } from "@doubloon/shared/space";

/** Tiles away from the start, on each axis, that are searched. */
const REACH_TILES = 40;
const SIDE = 2 * REACH_TILES + 1;
const STRAIGHT = 10;
const DIAGONAL = 14;
const UNSEEN = 0x7fffffff;
/** Steps of walking that a straight leg is tried for: 12 seconds. */
const MAX_LEG_TICKS = 240;

export interface Waypoint {
  /** Sub-tile units. */
  readonly x: number;
  readonly y: number;
}

const middleOf = (tile: number): number => tile * TILE_SUB + TILE_SUB / 2;
const tileAt = (sub: number): number => Math.floor(sub / TILE_SUB);

/**
 * Places to walk to one after the other, the last as near to the target as the ground lets one come; empty if there is
 * no way to anywhere nearer.
 */
export function findPath(ground: Ground, from: Waypoint, target: Waypoint): Waypoint[] {
  if (walksStraight(ground, from, target)) return [target];
  const tiles = findTiles(ground, tileAt(from.x), tileAt(from.y), tileAt(target.x), tileAt(target.y));
  const points = tiles.map(([x, y]) => ({ x: middleOf(x), y: middleOf(y) }));
  const last = points.at(-1);
  const reached =
    last !== undefined && tileAt(last.x) === tileAt(target.x) && tileAt(last.y) === tileAt(target.y);
  if (reached && bodyFits(ground, target.x, target.y)) points.push(target);
  return straighten(ground, from, points);
}

/** Whether a walker sent to `to` gets there without touching a wall. */
export function walksStraight(ground: Ground, from: Waypoint, to: Waypoint): boolean {
  const walker: Walker = {
    ...from,
    heading: 0,
    gait: Gait.stopped,
    intent: Intent.point,
    targetX: to.x,
    targetY: to.y,
  };
  for (let tick = 0; tick < MAX_LEG_TICKS; tick++) {
    stepWalker(walker, ground);
    if (walker.gait === Gait.stopped) return walker.x === to.x && walker.y === to.y;
    if (walker.gait !== Gait.walking) return false;
  }
  return false;
}

function straighten(ground: Ground, from: Waypoint, points: readonly Waypoint[]): Waypoint[] {
  const legs: Waypoint[] = [];
  let at = from;
  for (let i = 0; i < points.length; ) {
    let reach = i;
    for (let step = 1; i + step < points.length; step *= 2) {
      if (!walksStraight(ground, at, points[i + step])) break;
      reach = i + step;
    }
    while (reach + 1 < points.length && walksStraight(ground, at, points[reach + 1])) reach++;
    at = points[reach];
    legs.push(at);
    i = reach + 1;
  }
  return legs;
}

/** Tiles from the one after the start to the goal, or to the tile nearest to it that can be reached. */
function findTiles(
  ground: Ground,
  startX: number,
  startY: number,
  goalX: number,
  goalY: number,
): [number, number][] {
  const originX = startX - REACH_TILES;
  const originY = startY - REACH_TILES;
  const cost = new Int32Array(SIDE * SIDE).fill(UNSEEN);
  const cameFrom = new Int32Array(SIDE * SIDE).fill(-1);
  const done = new Uint8Array(SIDE * SIDE);
  const open = new Heap();
  const guess = (cell: number): number => {
    const dx = Math.abs(originX + (cell % SIDE) - goalX);
    const dy = Math.abs(originY + Math.floor(cell / SIDE) - goalY);
    return STRAIGHT * Math.max(dx, dy) + (DIAGONAL - STRAIGHT) * Math.min(dx, dy);
  };
  const start = REACH_TILES * SIDE + REACH_TILES;
  let nearest = start;
  cost[start] = 0;
  open.push(start, guess(start));
  for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
    if (done[cell] === 1) continue;
    done[cell] = 1;
    if (guess(cell) < guess(nearest)) nearest = cell;
    if (guess(cell) === 0) break;
    const column = cell % SIDE;
    const row = Math.floor(cell / SIDE);
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const x = column + dx;
        const y = row + dy;
        if ((dx === 0 && dy === 0) || x < 0 || y < 0 || x >= SIDE || y >= SIDE) continue;
        const next = y * SIDE + x;
        if (done[next] === 1 || ground.blockedAt(originX + x, originY + y)) continue;
        // A body is too wide to pass between the corners of blocked tiles.
        const diagonal = dx !== 0 && dy !== 0;
        if (
          diagonal &&
          (ground.blockedAt(originX + column, originY + y) || ground.blockedAt(originX + x, originY + row))
        ) {
          continue;
        }
        const through = cost[cell] + (diagonal ? DIAGONAL : STRAIGHT);
        if (through >= cost[next]) continue;
        cost[next] = through;
        cameFrom[next] = cell;
        open.push(next, through + guess(next));
      }
    }
  }
  const tiles: [number, number][] = [];
  for (let cell = nearest; cell !== start; cell = cameFrom[cell]) {
    tiles.push([originX + (cell % SIDE), originY + Math.floor(cell / SIDE)]);
  }
  return tiles.reverse();
}

/** A binary heap of cells, the one of lowest rank first. */
class Heap {
  readonly #cells: number[] = [];
  readonly #ranks: number[] = [];

  push(cell: number, rank: number): void {
    let at = this.#cells.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#ranks[parent] <= rank) break;
      this.#cells[at] = this.#cells[parent];
      this.#ranks[at] = this.#ranks[parent];
      at = parent;
    }
    this.#cells[at] = cell;
    this.#ranks[at] = rank;
  }

  pop(): number | undefined {
    const top = this.#cells[0];
    const cell = this.#cells.pop();
    const rank = this.#ranks.pop();
    if (cell === undefined || rank === undefined || this.#cells.length === 0) return top;
    const length = this.#cells.length;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= length) break;
      if (child + 1 < length && this.#ranks[child + 1] < this.#ranks[child]) child++;
      if (this.#ranks[child] >= rank) break;
      this.#cells[at] = this.#cells[child];
      this.#ranks[at] = this.#ranks[child];
      at = child;
    }
    this.#cells[at] = cell;
    this.#ranks[at] = rank;
    return top;
  }
}
