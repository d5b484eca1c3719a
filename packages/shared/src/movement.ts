// The one rule of walking: the world steps players with it, and a client predicts its own with the same code.
// Integers only. It knows no player, no clock and no map beyond "is this tile blocked".
import { HEADING_DX, HEADING_DY, headingToward, STEP_SUB } from "./heading.ts";
import { TILE_SUB } from "./space.ts";

/** What a walker wants. */
export const Intent = { stop: 0, heading: 1, point: 2 } as const;
export type Intent = (typeof Intent)[keyof typeof Intent];

/** How a walker moves in a tick: not at all, by its heading's whole step, or by one part of it along a wall. */
export const Gait = { stopped: 0, walking: 1, slidingX: 2, slidingY: 3 } as const;
export type Gait = (typeof Gait)[keyof typeof Gait];

/** Half the side of a walker's square body, in sub-tile units. */
export const BODY_HALF_SUB = 80;

/** Where walkers may not stand. Tiles outside the map are blocked. */
export interface Ground {
  blockedAt(tileX: number, tileY: number): boolean;
}

/** A walker between two ticks. Positions and targets in sub-tile units. */
export interface Walker {
  x: number;
  y: number;
  heading: number;
  gait: Gait;
  intent: Intent;
  targetX: number;
  targetY: number;
}

/** A gait and a heading in one byte, as frames carry them: `gait << 6 | heading`. */
export function packMotion(gait: Gait, heading: number): number {
  return (gait << 6) | heading;
}

export function gaitOf(motion: number): Gait {
  return (motion >> 6) as Gait;
}

export function headingOf(motion: number): number {
  return motion & 63;
}

/** Sub-tile units east that a motion covers in a tick. */
export function motionDx(motion: number): number {
  const gait = motion >> 6;
  return gait === Gait.walking || gait === Gait.slidingX ? HEADING_DX[motion & 63] : 0;
}

/** Sub-tile units south that a motion covers in a tick. */
export function motionDy(motion: number): number {
  const gait = motion >> 6;
  return gait === Gait.walking || gait === Gait.slidingY ? HEADING_DY[motion & 63] : 0;
}

/** Whether a body centred on the position touches no blocked tile. */
export function bodyFits(ground: Ground, x: number, y: number): boolean {
  const west = Math.floor((x - BODY_HALF_SUB) / TILE_SUB);
  const east = Math.floor((x + BODY_HALF_SUB) / TILE_SUB);
  const north = Math.floor((y - BODY_HALF_SUB) / TILE_SUB);
  const south = Math.floor((y + BODY_HALF_SUB) / TILE_SUB);
  // A body often lies on one tile alone: each tile is asked for once.
  if (ground.blockedAt(west, north)) return false;
  if (east !== west && ground.blockedAt(east, north)) return false;
  if (south === north) return true;
  return !ground.blockedAt(west, south) && (east === west || !ground.blockedAt(east, south));
}

/**
 * One tick of walking. Returns false if the position moved as the gait and heading it ends with say (so that they
 * alone tell an onlooker where it is), true if it jumped the last part of a step onto its target.
 */
export function stepWalker(walker: Walker, ground: Ground): boolean {
  if (walker.intent === Intent.stop) {
    walker.gait = Gait.stopped;
    return false;
  }
  if (walker.intent === Intent.point) {
    const dx = walker.targetX - walker.x;
    const dy = walker.targetY - walker.y;
    if (dx * dx + dy * dy <= STEP_SUB * STEP_SUB) return arrive(walker, ground);
    if (offCourse(walker.heading, dx, dy)) walker.heading = headingToward(dx, dy);
  }
  const stepX = HEADING_DX[walker.heading];
  const stepY = HEADING_DY[walker.heading];
  if (bodyFits(ground, walker.x + stepX, walker.y + stepY)) walker.gait = Gait.walking;
  else if (stepX !== 0 && bodyFits(ground, walker.x + stepX, walker.y)) walker.gait = Gait.slidingX;
  else if (stepY !== 0 && bodyFits(ground, walker.x, walker.y + stepY)) walker.gait = Gait.slidingY;
  else {
    // Walls do not move: who cannot go on now cannot go on later either.
    walker.gait = Gait.stopped;
    walker.intent = Intent.stop;
    return false;
  }
  if (walker.gait !== Gait.slidingY) walker.x += stepX;
  if (walker.gait !== Gait.slidingX) walker.y += stepY;
  return false;
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

/** Whether a heading leads more than about 7 degrees past a target (tan 7.1 degrees = 1/8): seldom, so few turns. */
function offCourse(heading: number, dx: number, dy: number): boolean {
  const dot = dx * HEADING_DX[heading] + dy * HEADING_DY[heading];
  const cross = dx * HEADING_DY[heading] - dy * HEADING_DX[heading];
  return 8 * Math.abs(cross) > dot;
}
