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

/** "Anna and Ben dug up a sea chest: 120 points" */
export function findText({ by, tier, mimic }: Find): string {
  const names = namesText(by.map(({ name }) => name));
  if (mimic) return `${names} opened a mimic`;
  const points = by.reduce((sum, part) => sum + part.points, 0);
  return `${names} dug up ${cacheName(tier)}: ${points.toLocaleString("en")} points`;
}

function namesText(names: readonly string[]): string {
  if (names.length === 0) return "Somebody";
  if (names.length === 1) return names[0];
  const shown = names.slice(0, MAX_NAMES);
  const last = names.length > MAX_NAMES ? "others" : shown.pop();
  return `${shown.join(", ")} and ${last}`;
}
