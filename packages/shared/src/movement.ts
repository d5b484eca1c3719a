// The movement rule. The server steps players with it and clients predict their own player with the same code, so it
// uses integers only. It knows no player, no clock, and of the map only whether a tile is blocked.
import {
  FAST_DX,
  FAST_DY,
  FAST_STEP_SUB,
  HEADING_DX,
  HEADING_DY,
  headingToward,
  STEP_SUB,
} from "./heading.ts";
import { TILE_SUB } from "./space.ts";

/** What a walker is told to do: stop, walk along its heading, or walk to its target point. */
export const Intent = { stop: 0, heading: 1, point: 2 } as const;
export type Intent = (typeof Intent)[keyof typeof Intent];

/** How a walker moves in a tick: not at all, by its heading's whole step, or by one component of it along a wall. */
export const Gait = { stopped: 0, walking: 1, slidingX: 2, slidingY: 3 } as const;
export type Gait = (typeof Gait)[keyof typeof Gait];

/** Half the side of a walker's square body, in sub-tile units. */
export const BODY_HALF_SUB = 80;

/** The blocked tiles. Tiles outside the map are blocked. */
export interface Ground {
  blockedAt(tileX: number, tileY: number): boolean;
}

/** A walker between two ticks. Position and target are in sub-tile units. */
export interface Walker {
  x: number;
  y: number;
  heading: number;
  gait: Gait;
  intent: Intent;
  targetX: number;
  targetY: number;
  /** Whether it wears running boots: it takes longer steps, which its motion does not describe. */
  fast: boolean;
}

/**
 * Packs gait and heading into one byte, as frames carry them: gait in bits 6-7, heading in bits 0-5. A stopped walker has
 * a pose in place of the heading, see hunt/pose.ts.
 */
export function packMotion(gait: Gait, heading: number): number {
  return (gait << 6) | heading;
}

export function gaitOf(motion: number): Gait {
  return (motion >> 6) as Gait;
}

export function headingOf(motion: number): number {
  return motion & 63;
}

/** Sub-tile units that a motion moves eastward in a tick. */
export function motionDx(motion: number): number {
  const gait = motion >> 6;
  return gait === Gait.walking || gait === Gait.slidingX ? HEADING_DX[motion & 63] : 0;
}

/** Sub-tile units that a motion moves southward in a tick. */
export function motionDy(motion: number): number {
  const gait = motion >> 6;
  return gait === Gait.walking || gait === Gait.slidingY ? HEADING_DY[motion & 63] : 0;
}

/** Whether a body centred on the position overlaps no blocked tile. */
export function bodyFits(ground: Ground, x: number, y: number): boolean {
  const west = Math.floor((x - BODY_HALF_SUB) / TILE_SUB);
  const east = Math.floor((x + BODY_HALF_SUB) / TILE_SUB);
  const north = Math.floor((y - BODY_HALF_SUB) / TILE_SUB);
  const south = Math.floor((y + BODY_HALF_SUB) / TILE_SUB);
  // A body often covers a single tile, so no tile is checked twice.
  if (ground.blockedAt(west, north)) return false;
  if (east !== west && ground.blockedAt(east, north)) return false;
  if (south === north) return true;
  return !ground.blockedAt(west, south) && (east === west || !ground.blockedAt(east, south));
}

/**
 * Moves a walker by one tick. Returns false if the resulting gait and heading describe the move completely, so that
 * other clients can compute the position from them. Returns true if the walker jumped the rest of the way onto its
 * target or took a fast step.
 */
export function stepWalker(walker: Walker, ground: Ground): boolean {
  if (walker.intent === Intent.stop) {
    walker.gait = Gait.stopped;
    return false;
  }
  if (walker.intent === Intent.point) {
    const dx = walker.targetX - walker.x;
    const dy = walker.targetY - walker.y;
    const step = walker.fast ? FAST_STEP_SUB : STEP_SUB;
    if (dx * dx + dy * dy <= step * step) return arrive(walker, ground);
    // Nobody but the server knows the heading of a stopped walker, so a start must not depend on it.
    if (walker.gait === Gait.stopped || offCourse(walker.heading, dx, dy))
      walker.heading = headingToward(dx, dy);
  }
  const stepX = walker.fast ? FAST_DX[walker.heading] : HEADING_DX[walker.heading];
  const stepY = walker.fast ? FAST_DY[walker.heading] : HEADING_DY[walker.heading];
  if (bodyFits(ground, walker.x + stepX, walker.y + stepY)) walker.gait = Gait.walking;
  else if (stepX !== 0 && bodyFits(ground, walker.x + stepX, walker.y)) walker.gait = Gait.slidingX;
  else if (stepY !== 0 && bodyFits(ground, walker.x, walker.y + stepY)) walker.gait = Gait.slidingY;
  else {
    // Walls do not move, so a walker that is stuck stays stuck: its intent is dropped.
    walker.gait = Gait.stopped;
    walker.intent = Intent.stop;
    return false;
  }
  if (walker.gait !== Gait.slidingY) walker.x += stepX;
  if (walker.gait !== Gait.slidingX) walker.y += stepY;
  return walker.fast;
}

function arrive(walker: Walker, ground: Ground): boolean {
  walker.intent = Intent.stop;
  walker.gait = Gait.stopped;
  if (!bodyFits(ground, walker.targetX, walker.targetY)) return false;
  const jumped = walker.x !== walker.targetX || walker.y !== walker.targetY;
  walker.x = walker.targetX;
  walker.y = walker.targetY;
  return jumped;
}

/**
 * Whether a heading is more than about 7 degrees off a target (tan 7.1 degrees = 1/8). The tolerance keeps turns rare.
 */
function offCourse(heading: number, dx: number, dy: number): boolean {
  const dot = dx * HEADING_DX[heading] + dy * HEADING_DY[heading];
  const cross = dx * HEADING_DY[heading] - dy * HEADING_DX[heading];
  return 8 * Math.abs(cross) > dot;
}
