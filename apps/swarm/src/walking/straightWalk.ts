// Straight walks over a map: whether one arrives, how long it takes, and how much of a path one covers. It steps the movement
// rule itself, so that a player who decodes no frame knows where it is.
import { Gait, Intent, stepWalker, type Walker } from "@doubloon/shared/movement";
import { tileCentre } from "../lib/tiles.ts";
import type { WalkableMap } from "./walkableMap.ts";

/** A position in sub-tile units. */
export interface Waypoint {
  readonly x: number;
  readonly y: number;
}

/** The end of a straight walk, and how long the walk takes. */
export interface Segment extends Waypoint {
  readonly ticks: number;
}

/** Path lengths in tiles that are tried as the end of a segment, the longest first. */
const REACHES = [24, 16, 10, 6, 3, 2, 1];
/** Longest segment that is tried. */
export const MAX_SEGMENT_TILES = REACHES[0];
/** Longest walk that is simulated: a tile takes four ticks, six diagonally. */
const MAX_TICKS = MAX_SEGMENT_TILES * 6 + 8;

/** The longest beginning of a path that can be walked straight from a position; undefined if there is none. */
export function longestStraight(
  ground: WalkableMap,
  from: Waypoint,
  path: readonly number[],
): Segment | undefined {
  const { widthTiles } = ground;
  for (const reach of [path.length, ...REACHES]) {
    if (reach < 1 || reach > Math.min(path.length, MAX_SEGMENT_TILES)) continue;
    const tile = path[reach - 1];
    const end = { x: tileCentre(tile % widthTiles), y: tileCentre(Math.floor(tile / widthTiles)) };
    const ticks = walkTicks(ground, from, end);
    if (ticks !== undefined) return { ...end, ticks };
  }
  return undefined;
}

/** How many ticks a straight walk takes; undefined if it does not reach its end. */
export function walkTicks(ground: WalkableMap, from: Waypoint, to: Waypoint): number | undefined {
  const walker: Walker = {
    x: from.x,
    y: from.y,
    heading: 0,
    gait: Gait.stopped,
    intent: Intent.point,
    targetX: to.x,
    targetY: to.y,
    fast: false,
  };
  for (let ticks = 1; ticks <= MAX_TICKS; ticks++) {
    stepWalker(walker, ground);
    if (walker.intent === Intent.stop) {
      return walker.x === to.x && walker.y === to.y ? ticks : undefined;
    }
  }
  return undefined;
}
