// Chooses between this machine's own world and the published one, and keeps the other if it contains something that the winner
// does not. worldTerms.ts decides; this file changes neither world.
import { savedHead } from "@doubloon/engine/saved/baseRecord";
import { decide, type Position, readTerms, TERMS_KEY } from "./worldTerms.ts";

type Records = ReadonlyMap<string, Uint8Array>;

export interface ChoiceOptions {
  /** Keeps the world that does not continue, and returns where. */
  readonly keep: (position: Position, records: Records, winningLineage: string) => Promise<string>;
  /** Gets log lines for the operator. */
  readonly note: (line: string) => void;
}

/** Returns the one of the two that continues; the one that is not empty if one is. */
export async function chooseWorld(
  mine: Records,
  theirs: Records,
  { keep, note }: ChoiceOptions,
): Promise<Records> {
  if (theirs.size === 0) return mine;
  if (mine.size === 0) return theirs;
  const [here, there] = [positionOf(mine), positionOf(theirs)];
  const { winner, keep: keepOther, why } = decide(here, there);
  const [continuing, other, otherRecords] = winner === "own" ? [here, there, theirs] : [there, here, mine];
  const where = keepOther ? await keep(other, otherRecords, continuing.lineage) : undefined;
  if (where !== undefined || winner === "own") {
    const fate = where === undefined ? "" : `; the other world is kept in ${where}`;
    const which = winner === "own" ? "this machine's own" : "the published";
    note(
      `${which} world continues at save ${continuing.save}: ${why} (other world: save ${other.save})${fate}`,
    );
  }
  return winner === "own" ? mine : theirs;
}

export function positionOf(records: Records): Position {
  const { lineage = "", save = 0 } = savedHead(records) ?? {};
  return { lineage, save, terms: readTerms(records.get(TERMS_KEY)) };
}
