// The way to one place from everywhere: the next tile of a shortest walk for each tile, and from it points that can be
// walked to in a straight line. Positions in sub-tile units.
import { Gait, Intent, stepWalker, type Walker } from "@doubloon/shared/movement";
import { TILE_SUB } from "@doubloon/shared/space";
import type { Waypoint } from "./course.ts";
import type { WalkableMap } from "./mapGround.ts";

/** A stretch to walk in a straight line, and how long that takes. */
export interface Stretch extends Waypoint {
  readonly ticks: number;
}

const NO_WAY = -1;
/** Tiles along the way that are tried as the end of a stretch, the farthest first. */
const REACHES = [24, 16, 10, 6, 3, 2, 1];
/** Walks further than this are not tried out: a tile takes four ticks or, across, six. */
const MOST_TICKS = 24 * 6 + 8;
const STRAIGHT = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;
const ACROSS = [
  [1, 1],
  [-1, 1],
  [-1, -1],
  [1, -1],
] as const;

export class Route {
  readonly goal: Waypoint;
  readonly #ground: WalkableMap;
  /** For each tile the next one on the way to the goal; the goal's own is itself. */
  readonly #next: Int32Array;

  constructor(ground: WalkableMap, goal: Waypoint) {
    this.#ground = ground;
    this.goal = { x: middleOf(tileOf(goal.x)), y: middleOf(tileOf(goal.y)) };
    this.#next = this.#spread(tileOf(goal.y) * ground.widthTiles + tileOf(goal.x));
  }

  /** The longest stretch of the way that can be walked straight from a place; undefined if there is none. */
  from({ x, y }: Waypoint): Stretch | undefined {
    const { widthTiles } = this.#ground;
    const way: number[] = [];
    let tile = tileOf(y) * widthTiles + tileOf(x);
    while (way.length < REACHES[0] && this.#next[tile] !== NO_WAY && this.#next[tile] !== tile) {
      tile = this.#next[tile];
      way.push(tile);
    }
    for (const reach of [way.length, ...REACHES]) {
      if (reach < 1 || reach > way.length) continue;
      const end = way[reach - 1];
      const place = { x: middleOf(end % widthTiles), y: middleOf(Math.floor(end / widthTiles)) };
      const ticks = this.walkTicks({ x, y }, place);
      if (ticks !== undefined) return { ...place, ticks };
    }
    return undefined;
  }

  /** How long a straight walk takes; undefined if it does not get there. */
  walkTicks(from: Waypoint, to: Waypoint): number | undefined {
    const walker: Walker = {
      x: from.x,
      y: from.y,
      heading: 0,
      gait: Gait.stopped,
      intent: Intent.point,
      targetX: to.x,
      targetY: to.y,
    };
    for (let ticks = 1; ticks <= MOST_TICKS; ticks++) {
      stepWalker(walker, this.#ground);
      if (walker.intent === Intent.stop) {
        return walker.x === to.x && walker.y === to.y ? ticks : undefined;
      }
    }
    return undefined;
  }

  /** Breadth first from the goal. Across only where both tiles beside are free, as a body needs. */
  #spread(goal: number): Int32Array {
    const { widthTiles, heightTiles } = this.#ground;
    const next = new Int32Array(widthTiles * heightTiles).fill(NO_WAY);
    next[goal] = goal;
    let edge = [goal];
    while (edge.length > 0) {
      const beyond: number[] = [];
      for (const tile of edge) {
        const x = tile % widthTiles;
        const y = Math.floor(tile / widthTiles);
        const visit = (dx: number, dy: number) => {
          const to = (y + dy) * widthTiles + x + dx;
          if (this.#ground.blockedAt(x + dx, y + dy) || next[to] !== NO_WAY) return;
          next[to] = tile;
          beyond.push(to);
        };
        for (const [dx, dy] of STRAIGHT) visit(dx, dy);
        for (const [dx, dy] of ACROSS) {
          if (!this.#ground.blockedAt(x + dx, y) && !this.#ground.blockedAt(x, y + dy)) visit(dx, dy);
        }
      }
      edge = beyond;
    }
    return next;
  }
}

function tileOf(sub: number): number {
  return Math.floor(sub / TILE_SUB);
}

function middleOf(tile: number): number {
  return (tile + 0.5) * TILE_SUB;
}
