// Poses: what a stopped walker shows. A stopped walker has no heading that matters for its movement, so the six low bits
// of its motion carry a pose. Facing is a pose too: standing, turned to one of eight directions.
//
//   0-7    standing, facing octant p (0 east, 2 south, 4 west, 6 north)
//   8      digging: probing the ground          9      unearthing a struck cache
//   10     held by a mimic                      11     reading the detector
//   16-23  an emote                             24-35  a quick phrase
import { Gait } from "../movement.ts";

export const Pose = {
  probing: 8,
  unearthing: 9,
  held: 10,
  reading: 11,
  firstEmote: 16,
  firstPhrase: 24,
} as const;
/** Poses below this number only say where a walker faces. */
export const FACINGS = 8;
export const POSES = 36;

/** The facing of a walker that stops with a heading of 0 to 63. */
export function facingOf(heading: number): number {
  return ((heading + 4) >> 3) & 7;
}

/** The heading that a motion shows: a walker's own, or that of a facing; undefined for every other pose. */
export function shownHeading(motion: number): number | undefined {
  if (motion >> 6 !== Gait.stopped) return motion & 63;
  return motion < FACINGS ? motion << 3 : undefined;
}

/** The pose in a motion; undefined if its walker moves. */
export function poseOf(motion: number): number | undefined {
  return motion >> 6 === Gait.stopped ? motion & 63 : undefined;
}
