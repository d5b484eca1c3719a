// Routes to one goal from every tile: for each tile the next tile of a shortest path, and from it segments that can be
// walked in a straight line. Positions are in sub-tile units.
import { tileCentre, tileOf } from "../lib/tiles.ts";
import {
  longestStraight,
  MAX_SEGMENT_TILES,
  type Segment,
  type Waypoint,
  walkTicks,
} from "./straightWalk.ts";
import type { WalkableMap } from "./walkableMap.ts";

const NO_ROUTE = -1;
const STRAIGHT = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;
const DIAGONAL = [
  [1, 1],
  [-1, 1],
  [-1, -1],
  [1, -1],
] as const;

export class Route {
  readonly goal: Waypoint;
  readonly #ground: WalkableMap;
  /** For each tile the next tile on the path to the goal; for the goal itself the goal. */
  readonly #next: Int32Array;

  constructor(ground: WalkableMap, goal: Waypoint) {
    this.#ground = ground;
    this.goal = { x: tileCentre(tileOf(goal.x)), y: tileCentre(tileOf(goal.y)) };
    this.#next = this.#search(tileOf(goal.y) * ground.widthTiles + tileOf(goal.x));
  }

  /** The longest straight segment of the path from a position; undefined if there is none. */
  from({ x, y }: Waypoint): Segment | undefined {
    const { widthTiles } = this.#ground;
    const path: number[] = [];
    let at = tileOf(y) * widthTiles + tileOf(x);
    while (path.length < MAX_SEGMENT_TILES && this.#next[at] !== NO_ROUTE && this.#next[at] !== at) {
      at = this.#next[at];
      path.push(at);
    }
    return longestStraight(this.#ground, { x, y }, path);
  }

  /** How many ticks a straight walk takes; undefined if it does not reach its end. */
  walkTicks(from: Waypoint, to: Waypoint): number | undefined {
    return walkTicks(this.#ground, from, to);
  }

  /** Breadth-first search from the goal. Diagonal steps need both adjacent tiles free, as a body does. */
  #search(goal: number): Int32Array {
    const { widthTiles, heightTiles } = this.#ground;
    const next = new Int32Array(widthTiles * heightTiles).fill(NO_ROUTE);
    next[goal] = goal;
    let frontier = [goal];
    while (frontier.length > 0) {
      const reached: number[] = [];
      for (const tile of frontier) {
        const x = tile % widthTiles;
        const y = Math.floor(tile / widthTiles);
        const visit = (dx: number, dy: number) => {
          const to = (y + dy) * widthTiles + x + dx;
          if (this.#ground.blockedAt(x + dx, y + dy) || next[to] !== NO_ROUTE) return;
          next[to] = tile;
          reached.push(to);
        };
        for (const [dx, dy] of STRAIGHT) visit(dx, dy);
        for (const [dx, dy] of DIAGONAL) {
          if (!this.#ground.blockedAt(x + dx, y) && !this.#ground.blockedAt(x, y + dy)) visit(dx, dy);
        }
      }
      frontier = reached;
    }
    return next;
  }
}
