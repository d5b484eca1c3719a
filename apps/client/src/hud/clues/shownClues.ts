// Which clues are worth reading. Pure.
import type { Clue } from "@doubloon/shared/protocol/huntEvents";

/** The newest clue first. Each hint lies inside the one before it, so of the hints only the last is shown. */
export function shownClues(clues: readonly Clue[]): readonly Clue[] {
  const newest = clues.findLast(({ kind }) => kind === "hint");
  return clues.filter((clue) => clue.kind !== "hint" || clue === newest).reverse();
}
