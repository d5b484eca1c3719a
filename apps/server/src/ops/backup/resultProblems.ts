// Compares the results of hunts that a world keeps with the public log, which has their hashes since each hunt ended. Believes the
// log: verifyLog has checked it.
import { hashOf } from "@doubloon/shared/fair/canonical";
import type { LogEntry } from "@doubloon/shared/fair/log";
import type { ArchivedHunt } from "../../world/hunts/records/huntArchive.ts";

/** One line for each hunt whose results are not those that were published. */
export function resultProblems(entries: readonly LogEntry[], archived: readonly ArchivedHunt[]): string[] {
  const published = new Map<number, string>();
  for (const { body } of entries) {
    if (body.type === "revealed") published.set(body.hunt, body.resultsHash);
  }
  return archived.flatMap(({ results }) => {
    const expected = published.get(results.hunt);
    // A cancelled hunt has results, and the log no hash of them.
    if (expected === undefined || hashOf(results) === expected) return [];
    return [
      `the results of hunt ${results.hunt} have the hash ${hashOf(results)}, expected ${expected} by the log`,
    ];
  });
}
