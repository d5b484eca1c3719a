// Chooses which landmarks a map window shows, and which of them it names: the most telling ones near the middle, so that
// names neither overlap nor crowd a small window. Zooming in names more. Pure.
import type { Landmark, LandmarkKind } from "@doubloon/shared/map";
import { type MapView, toWindow } from "./mapView.ts";

export interface PlacedLandmark {
  readonly name: string;
  /** Where it lies, in pixels of the window. */
  readonly x: number;
  readonly y: number;
  /** Whether the player has seen its surroundings. */
  readonly seen: boolean;
  /** Middle of its name; undefined if it is not named. */
  readonly nameX: number | undefined;
}

/** A part of the window in which no name may stand, in its pixels. */
export interface Taken {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface PlaceOptions {
  readonly view: MapView;
  readonly seen: (tileX: number, tileY: number) => boolean;
  /** Width of a name, in pixels. */
  readonly widthOf: (name: string) => number;
  /** Covered by something else, such as buttons. */
  readonly taken?: readonly Taken[];
}

/** Height of a name above its landmark, and the free space around it, in pixels. */
const NAME_PX = 20;
const GAP_PX = 8;
/** One name for so many square pixels of the window at most. */
const AREA_PX = 17_000;
/** Seen landmarks without a name are no closer to another one than this, in pixels; unseen ones are left out. */
const DOT_PX = 14;
/** In pixels per tile; on a smaller map what was not seen is left out. */
const MIN_UNSEEN_SCALE = 1.2;
/** What a kind adds to the distance from the middle, as a part of the window's diagonal: large places come first. */
const KIND_COST: Readonly<Record<LandmarkKind, number>> = {
  island: 0,
  bay: 0.05,
  lake: 0.05,
  peak: 0.05,
  cape: 0.05,
  wood: 0.1,
  bridge: 0.1,
  tower: 0.1,
  ruin: 0.1,
  camp: 0.15,
  place: 0.15,
  tree: 0.2,
  rock: 0.2,
};
/** What was not seen comes after what was. */
const UNSEEN_COST = 0.35;

/** The landmarks to draw, the most telling first. */
export function placeLandmarks(
  landmarks: readonly Landmark[],
  { view, seen, widthOf, taken = [] }: PlaceOptions,
): PlacedLandmark[] {
  const { width, height } = view;
  const diagonal = Math.hypot(width, height);
  const candidates = landmarks.flatMap(({ name, kind, tileX, tileY }) => {
    const { x, y } = toWindow(view, tileX + 0.5, tileY + 0.5);
    if (x < 0 || y < 0 || x > width || y > height) return [];
    const isSeen = seen(tileX, tileY);
    if (!isSeen && view.scale < MIN_UNSEEN_SCALE) return [];
    const distance = Math.hypot(x - width / 2, y - height / 2) / diagonal;
    return [{ name, x, y, seen: isSeen, cost: distance + KIND_COST[kind] + (isSeen ? 0 : UNSEEN_COST) }];
  });
  candidates.sort((a, b) => a.cost - b.cost);
  const most = Math.max(3, Math.floor((width * height) / AREA_PX));
  const names: Taken[] = [...taken];
  const placed: PlacedLandmark[] = [];
  for (const { name, x, y, seen: isSeen } of candidates) {
    const half = widthOf(name) / 2;
    // A name at the edge is moved inside.
    const nameX = Math.max(half + 2, Math.min(width - half - 2, x));
    const box = { left: nameX - half, right: nameX + half, top: y - NAME_PX, bottom: y + 5 };
    const isFree =
      names.length - taken.length < most && box.top >= 0 && !names.some((other) => touch(box, other));
    if (isFree) names.push(box);
    else if (!isSeen || placed.some((other) => Math.hypot(other.x - x, other.y - y) < DOT_PX)) continue;
    placed.push({ name, x, y, seen: isSeen, nameX: isFree ? nameX : undefined });
  }
  return placed;
}

function touch(a: Taken, b: Taken): boolean {
  return (
    a.left < b.right + GAP_PX &&
    b.left < a.right + GAP_PX &&
    a.top < b.bottom + GAP_PX &&
    b.top < a.bottom + GAP_PX
  );
}
