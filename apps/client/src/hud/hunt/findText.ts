// A find as one line for the ticker: who dug up what, and what it brought. Pure.
import type { Find } from "@doubloon/shared/protocol/huntEvents";

/** The name that the crown's cache has as a tier. */
export const CROWN_TIER = "crown";
/** Names before "and others". */
const MAX_NAMES = 3;

/** "the crown", "a sea chest", "an iron box" */
export function cacheName(tier: string): string {
  if (tier === CROWN_TIER) return "the crown";
  return `${/^[aeiou]/i.test(tier) ? "an" : "a"} ${tier}`;
}

/** "Anna and Ben dug up a sea chest: 120 points". For a player who had a part in it: "Anna and you dug up … 80 are yours". */
export function findText({ by, tier, mimic }: Find, own?: string): string {
  const names = by.map(({ name }, i) => (name !== own ? name : i === 0 ? "You" : "you"));
  const who = namesText(names);
  const yours = by.find(({ name }) => name === own)?.points;
  // Only players who fall for one are told what it is: the line is short.
  if (mimic) return `${who} opened a mimic${yours === undefined ? "" : ": a trap, which holds no points"}`;
  const points = by.reduce((sum, part) => sum + part.points, 0);
  const text = `${who} dug up ${cacheName(tier)}: ${pointsText(points)}`;
  return yours === undefined || by.length === 1
    ? text
    : `${text}, ${yours.toLocaleString("en")} ${yours === 1 ? "is" : "are"} yours`;
}

/** "1 point", "1,340 points". */
export function pointsText(points: number): string {
  return `${points.toLocaleString("en")} ${points === 1 ? "point" : "points"}`;
}

function namesText(names: readonly string[]): string {
  if (names.length === 0) return "Somebody";
  if (names.length === 1) return names[0];
  const shown = names.slice(0, MAX_NAMES);
  const last = names.length > MAX_NAMES ? "others" : shown.pop();
  return `${shown.join(", ")} and ${last}`;
}
