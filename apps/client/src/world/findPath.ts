// Finds a path over loaded ground: A* from tile to tile, then joined into as few straight legs as the walking rule can
// follow without touching a wall. Bounded in area and steps; integers only.
import { bodyFits, Gait, type Ground, Intent, stepWalker, type Walker } from "@doubloon/shared/movement";
import { TILE_SUB } from "@doubloon/shared/space";
import TinyQueue from "tinyqueue";

/** The search covers this many tiles from the start in each direction. */
const REACH_TILES = 40;
const SIDE = 2 * REACH_TILES + 1;
/** Cost of a step to a neighboring tile. */
const STRAIGHT = 10;
const DIAGONAL = 14;
const UNSEEN = 0x7fffffff;
/** A leg may take this many ticks: 12 seconds. */
const MAX_LEG_TICKS = 240;

export interface Waypoint {
  /** Sub-tile units. */
  readonly x: number;
  readonly y: number;
}

const centerOf = (tile: number): number => tile * TILE_SUB + TILE_SUB / 2;
const tileAt = (sub: number): number => Math.floor(sub / TILE_SUB);

/**
 * The waypoints to walk to, one after the other. The last one is the reachable point nearest to the target. Empty if no
 * point nearer than the start can be reached.
 */
export function findPath(ground: Ground, from: Waypoint, target: Waypoint): Waypoint[] {
  if (walksStraight(ground, from, target)) return [target];
  const tiles = findTiles(ground, tileAt(from.x), tileAt(from.y), tileAt(target.x), tileAt(target.y));
  const points = tiles.map(([x, y]) => ({ x: centerOf(x), y: centerOf(y) }));
  const last = points.at(-1);
  const reached =
    last !== undefined && tileAt(last.x) === tileAt(target.x) && tileAt(last.y) === tileAt(target.y);
  if (reached && bodyFits(ground, target.x, target.y)) points.push(target);
  return straighten(ground, from, points);
}

/** Whether a walker sent to `to` gets there without touching a wall. */
function walksStraight(ground: Ground, from: Waypoint, to: Waypoint): boolean {
  const walker: Walker = {
    ...from,
    heading: 0,
    gait: Gait.stopped,
    intent: Intent.point,
    targetX: to.x,
    targetY: to.y,
    fast: false,
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

/** A cell to expand; `rank` is its cost so far plus the estimate to the goal. */
interface OpenCell {
  readonly cell: number;
  readonly rank: number;
}

/** The tiles after the start up to the goal, or up to the reachable tile nearest to it. */
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
  const open = new TinyQueue<OpenCell>([], (a, b) => a.rank - b.rank);
  const estimate = (cell: number): number => {
    const dx = Math.abs(originX + (cell % SIDE) - goalX);
    const dy = Math.abs(originY + Math.floor(cell / SIDE) - goalY);
    return STRAIGHT * Math.max(dx, dy) + (DIAGONAL - STRAIGHT) * Math.min(dx, dy);
  };
  const start = REACH_TILES * SIDE + REACH_TILES;
  let nearest = start;
  cost[start] = 0;
  open.push({ cell: start, rank: estimate(start) });
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { cell } = next;
    if (done[cell] === 1) continue;
    done[cell] = 1;
    if (estimate(cell) < estimate(nearest)) nearest = cell;
    if (estimate(cell) === 0) break;
    const column = cell % SIDE;
    const row = Math.floor(cell / SIDE);
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const x = column + dx;
        const y = row + dy;
        if ((dx === 0 && dy === 0) || x < 0 || y < 0 || x >= SIDE || y >= SIDE) continue;
        const neighbor = y * SIDE + x;
        if (done[neighbor] === 1 || ground.blockedAt(originX + x, originY + y)) continue;
        // A body is too wide to pass between the corners of blocked tiles.
        const diagonal = dx !== 0 && dy !== 0;
        if (
          diagonal &&
          (ground.blockedAt(originX + column, originY + y) || ground.blockedAt(originX + x, originY + row))
        ) {
          continue;
        }
        const through = cost[cell] + (diagonal ? DIAGONAL : STRAIGHT);
        if (through >= cost[neighbor]) continue;
        cost[neighbor] = through;
        cameFrom[neighbor] = cell;
        open.push({ cell: neighbor, rank: through + estimate(neighbor) });
      }
    }
  }
  const tiles: [number, number][] = [];
  for (let cell = nearest; cell !== start; cell = cameFrom[cell]) {
    tiles.push([originX + (cell % SIDE), originY + Math.floor(cell / SIDE)]);
  }
  return tiles.reverse();
}
