// What a riddle can say about a tile, as data, and whether it is true there. Distances are in paces of one tile. Only sums,
// products and square roots, which every machine rounds alike.
import type { KnownLandmark } from "../../map.ts";

/** A statement about the tile that a riddle hides. */
export type Statement =
  /** About `paces` from a landmark: `within` more or less. */
  | { readonly kind: "near"; readonly from: KnownLandmark; readonly paces: number; readonly within: number }
  /** The same, and in a direction from it: octant 0 east, 2 south, 4 west, 6 north. */
  | {
      readonly kind: "bearing";
      readonly from: KnownLandmark;
      readonly paces: number;
      readonly within: number;
      readonly octant: number;
    }
  | { readonly kind: "side"; readonly from: KnownLandmark; readonly octant: number }
  /** At most `within` from the place that is `paces` from `from` toward `toward`; `from` is the middle if it is two. */
  | {
      readonly kind: "walk";
      readonly from: readonly KnownLandmark[];
      readonly toward: KnownLandmark;
      readonly paces: number;
      readonly within: number;
    }
  /** The landmarks lie on opposite sides: from the tile they are seen at least 120 degrees apart. */
  | { readonly kind: "between"; readonly one: KnownLandmark; readonly other: KnownLandmark }
  | { readonly kind: "closer"; readonly to: KnownLandmark; readonly than: KnownLandmark };

/** A point in tiles; the middle between two landmarks may be half a tile off. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The place of a landmark, or the middle between two. */
export function middleOf(landmarks: readonly KnownLandmark[]): Point {
  let x = 0;
  let y = 0;
  for (const { tileX, tileY } of landmarks) {
    x += tileX;
    y += tileY;
  }
  return { x: x / landmarks.length, y: y / landmarks.length };
}

export function distance(ax: number, ay: number, bx: number, by: number): number {
  return Math.sqrt((ax - bx) * (ax - bx) + (ay - by) * (ay - by));
}

/** The octant of a direction: 0 east, 1 south-east, 2 south, to 7 north-east. (0, 0) gives 0. */
export function octantOf(dx: number, dy: number): number {
  const across = Math.abs(dx);
  const down = Math.abs(dy);
  // The tangent of 22.5 degrees, in 10,000ths: octants are centred on their directions.
  if (down * 10_000 <= across * 4142) return dx >= 0 ? 0 : 4;
  if (across * 10_000 <= down * 4142) return dy > 0 ? 2 : 6;
  if (dx > 0) return dy > 0 ? 1 : 7;
  return dy > 0 ? 3 : 5;
}

/** Whether a statement is true of a tile. */
export function holds(statement: Statement, tileX: number, tileY: number): boolean {
  switch (statement.kind) {
    case "near":
      return isNear(statement, tileX, tileY);
    case "bearing":
      return isNear(statement, tileX, tileY) && isOnSide(statement, tileX, tileY);
    case "side":
      return isOnSide(statement, tileX, tileY);
    case "walk": {
      const { x, y } = walkEnd(middleOf(statement.from), statement.toward, statement.paces);
      return distance(x, y, tileX, tileY) <= statement.within;
    }
    case "between": {
      const { one, other } = statement;
      const dot = (one.tileX - tileX) * (other.tileX - tileX) + (one.tileY - tileY) * (other.tileY - tileY);
      const lengths =
        distance(one.tileX, one.tileY, tileX, tileY) * distance(other.tileX, other.tileY, tileX, tileY);
      return lengths > 0 && 2 * dot <= -lengths;
    }
    case "closer": {
      const { to, than } = statement;
      return distance(to.tileX, to.tileY, tileX, tileY) < distance(than.tileX, than.tileY, tileX, tileY);
    }
  }
}

/** Where a walk from `from` toward a landmark ends. */
export function walkEnd(from: Point, toward: KnownLandmark, paces: number): Point {
  const length = Math.max(1, distance(from.x, from.y, toward.tileX, toward.tileY));
  return {
    x: from.x + ((toward.tileX - from.x) * paces) / length,
    y: from.y + ((toward.tileY - from.y) * paces) / length,
  };
}

function isNear(
  { from, paces, within }: { from: KnownLandmark; paces: number; within: number },
  tileX: number,
  tileY: number,
): boolean {
  return Math.abs(distance(from.tileX, from.tileY, tileX, tileY) - paces) <= within;
}

function isOnSide(
  { from, octant }: { from: KnownLandmark; octant: number },
  tileX: number,
  tileY: number,
): boolean {
  const dx = tileX - from.tileX;
  const dy = tileY - from.tileY;
  return (dx !== 0 || dy !== 0) && octantOf(dx, dy) === octant;
}
