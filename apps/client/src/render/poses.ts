// What a motion looks like: the table from gait and pose to the figure's pictures, its tool, and what is over its head.
// Pure; knows no picture.
import { facingOf, Pose, poseOf } from "@doubloon/shared/hunt/pose";
import { EMOTES, PHRASES } from "@doubloon/shared/hunt/rules";
import { headingOf } from "@doubloon/shared/movement";

export type FigurePose = "stand" | "walk" | "dig" | "read" | "held";
export type ToolPicture = "none" | "spade" | "detector" | "mimic";
/** The side a figure shows: 0 south, 1 north, 2 east; west is east mirrored. */
export type Side = 0 | 1 | 2;

export interface Stance {
  readonly figure: FigurePose;
  readonly tool: ToolPicture;
  readonly side: Side;
  readonly flipped: boolean;
  /** Duration of one picture of the figure, in ms. */
  readonly stepMs: number;
  /** How much sand flies: 0 none, 1 probing, 2 unearthing. */
  readonly sand: 0 | 1 | 2;
  /** The emote over the head, 0 to EMOTES - 1; -1 for none. */
  readonly emote: number;
  /** The quick phrase over the head, 0 to PHRASES - 1; -1 for none. */
  readonly phrase: number;
}

/** Duration of one picture of walking. */
const WALK_MS = 110;
const NOTHING = { tool: "none", stepMs: WALK_MS, sand: 0, emote: -1, phrase: -1 } as const;
const FRONT = { side: 0, flipped: false } as const;

/** Sides by octant, 0 east to 7 north-east. Diagonals use the side view. */
const SIDES: readonly { readonly side: Side; readonly flipped: boolean }[] = [
  { side: 2, flipped: false },
  { side: 2, flipped: false },
  { side: 0, flipped: false },
  { side: 2, flipped: true },
  { side: 2, flipped: true },
  { side: 2, flipped: true },
  { side: 1, flipped: false },
  { side: 2, flipped: false },
];

const WALKING: readonly Stance[] = SIDES.map((side) => ({ ...NOTHING, ...side, figure: "walk" }));
const POSES = [false, true].map((west) => Array.from({ length: 64 }, (_, pose) => stanceOfPose(pose, west)));
/** Headings of 16 to 48 sixty-fourths of a turn, clockwise from east, look west. */
const WEST_FROM = 16;
const WEST_TO = 48;

function stanceOfPose(pose: number, west: boolean): Stance {
  if (pose < SIDES.length) return { ...NOTHING, ...SIDES[pose], figure: "stand" };
  const side = { side: 2, flipped: west } as const;
  if (pose === Pose.probing)
    return { ...NOTHING, ...side, figure: "dig", tool: "spade", stepMs: 300, sand: 1 };
  if (pose === Pose.unearthing)
    return { ...NOTHING, ...side, figure: "dig", tool: "spade", stepMs: 190, sand: 2 };
  if (pose === Pose.held) return { ...NOTHING, ...FRONT, figure: "held", tool: "mimic", stepMs: 130 };
  if (pose === Pose.reading) return { ...NOTHING, ...FRONT, figure: "read", tool: "detector", stepMs: 260 };
  const emote = pose - Pose.firstEmote;
  if (emote >= 0 && emote < EMOTES) return { ...NOTHING, ...FRONT, figure: "stand", emote };
  const phrase = pose - Pose.firstPhrase;
  if (phrase >= 0 && phrase < PHRASES) return { ...NOTHING, ...FRONT, figure: "stand", phrase };
  // A pose of a later version looks like standing.
  return { ...NOTHING, ...FRONT, figure: "stand" };
}

/** The stance of a motion. `facing`: the heading that the mover faced last, which decides the side of a digger. */
export function stanceOf(motion: number, facing: number): Stance {
  const pose = poseOf(motion);
  if (pose === undefined) return WALKING[facingOf(headingOf(motion))];
  return POSES[facing > WEST_FROM && facing < WEST_TO ? 1 : 0][pose];
}
