// Finds the players whose rows have changed between two pages of the leaderboard. A change of rank alone does not count.
import type { PlayerId } from "@doubloon/shared/ids";
import type { AdminBoardPage } from "@doubloon/shared/protocol/admin";
import { sameQuery } from "./paging.ts";

/** Players whose score, name or presence has changed, and players new on the page; empty if the queries differ. */
export function changedRows(
  before: AdminBoardPage | undefined,
  after: AdminBoardPage,
): ReadonlySet<PlayerId> {
  if (before === undefined || !sameQuery(before.query, after.query)) return new Set();
  const known = new Map(before.rows.map((row) => [row.playerId, row]));
  return new Set(
    after.rows
      .filter((row) => {
        const previous = known.get(row.playerId);
        return previous?.score !== row.score || previous.online !== row.online || previous.name !== row.name;
      })
      .map((row) => row.playerId),
  );
}
