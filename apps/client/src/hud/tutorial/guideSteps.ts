// What a hunter can do next, for players who have not found anything in a hunt yet. Pure: the state goes in, the step comes out.
import type { HunterState, HuntSummary } from "@doubloon/shared/protocol/huntEvents";
import { octantOf } from "../../hunting/zoneWay.ts";

/** With so many readings the chart is shaded well enough to walk by it. */
export const READINGS_TO_WALK = 3;
/** At most so many tiles from the chart's likeliest tile, on each axis, a hunter digs. */
const DIG_TILES = 2;

export type GuideStep =
  | { readonly at: "off" }
  /** In the hunt, and it has not begun. */
  | { readonly at: "wait" }
  /** No cache is left for the detector; the next wave brings some. */
  | { readonly at: "silent" }
  | { readonly at: "read" }
  /** A clue has come, and no clue of this hunt was looked at. */
  | { readonly at: "clue" }
  | { readonly at: "again" }
  /** The chart is darkest in this direction: 0 east, clockwise to 7. */
  | { readonly at: "walk"; readonly octant: number }
  | { readonly at: "dig" };

export interface GuideView {
  /** The hunt that the player takes part in. */
  readonly hunt: HuntSummary | undefined;
  readonly hunter: HunterState | undefined;
  /** Readings of the own thread. */
  readonly readings: number;
  /** Clues of the own thread that the player could look at, and whether they have looked. */
  readonly clues: number;
  readonly cluesSeen: boolean;
  /** The chart's likeliest tile. */
  readonly best: { readonly tileX: number; readonly tileY: number } | undefined;
  readonly tileX: number;
  readonly tileY: number;
}

const OFF: GuideStep = { at: "off" };

export function guideStep(view: GuideView): GuideStep {
  const { hunt, hunter, readings, best } = view;
  if (hunt === undefined || hunter === undefined || hunt.paused) return OFF;
  if (hunt.phase === "announced" || hunt.phase === "countdown") return { at: "wait" };
  if (hunt.phase !== "running") return OFF;
  if (hunter.thread === 0) return hunt.wave < hunt.waves ? { at: "silent" } : OFF;
  if (readings === 0) return { at: "read" };
  if (readings < READINGS_TO_WALK || best === undefined)
    return { at: view.clues > 0 && !view.cluesSeen ? "clue" : "again" };
  const dx = best.tileX - view.tileX;
  const dy = best.tileY - view.tileY;
  if (Math.max(Math.abs(dx), Math.abs(dy)) <= DIG_TILES) return { at: "dig" };
  return { at: "walk", octant: octantOf(dx, dy) };
}

/** Whether two steps say the same. */
export function isSameStep(a: GuideStep, b: GuideStep): boolean {
  return a.at === b.at && (a.at !== "walk" || b.at !== "walk" || a.octant === b.octant);
}
