// Which players' rows have changed from one page of the leaderboard to the next. A rank that others shifted is no news.
import type { PlayerId } from "@doubloon/shared/ids";
import type { AdminBoardPage } from "@doubloon/shared/protocol/admin";
import { sameQuery } from "./paging.ts";

/** Players whose score, name or presence differs, or who came onto the page; nobody when the pages differ. */
export function changedRows(
  before: AdminBoardPage | undefined,
  after: AdminBoardPage,
): ReadonlySet<PlayerId> {
  if (before === undefined || !sameQuery(before.query, after.query)) return new Set();
  const known = new Map(before.rows.map((row) => [row.playerId, row]));
  return new Set(
    after.rows
      .filter((row) => {
        const former = known.get(row.playerId);
        return former?.score !== row.score || former.online !== row.online || former.name !== row.name;
      })
      .map((row) => row.playerId),
  );
}
