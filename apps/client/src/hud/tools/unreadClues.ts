// How many clues the player has not looked at. Pure.
import type { Clue } from "@doubloon/shared/protocol/huntEvents";

/** The clues after the newest one that was seen; all of them if it is not among them. Oldest first. */
export function unreadClues(clues: readonly Clue[], seen: Clue | undefined): number {
  return clues.length - 1 - (seen === undefined ? -1 : clues.lastIndexOf(seen));
}
