// One page of the leaderboard.
import type { PlayerId } from "@doubloon/shared/ids";
import type { AdminBoardPage } from "@doubloon/shared/protocol/admin";
import { formatCount } from "../format.ts";
import { KickButton } from "../orders/kickButton.tsx";

interface Props {
  readonly page: AdminBoardPage;
  readonly changed: ReadonlySet<PlayerId>;
  /** Pages received: the light starts anew with each. */
  readonly turn: number;
  /** Another page has been asked for. */
  readonly busy: boolean;
}

export function BoardTable({ page, changed, turn, busy }: Props) {
  if (page.total === 0) {
    return (
      <p className="empty">
        {page.query.search === ""
          ? "Nobody has played yet."
          : `Nobody's name has “${page.query.search}” in it.`}
      </p>
    );
  }
  return (
    <table className="rows board" aria-busy={busy} data-testid="board-table">
      <caption className="hidden-text">Leaderboard, the best first</caption>
      <thead>
        <tr>
          <th scope="col">Rank</th>
          <th scope="col">Player</th>
          <th scope="col">Score</th>
          <th scope="col">Online</th>
          <th scope="col">
            <span className="hidden-text">Action</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {page.rows.map((row) => {
          const isChanged = changed.has(row.playerId);
          return (
            <tr
              key={row.playerId}
              // Two names for one animation, so that it starts again when a row changes twice in a row.
              className={isChanged ? `changed-${turn % 2}` : undefined}
              data-changed={isChanged}
              data-player={row.playerId}
            >
              <td>{formatCount(row.rank)}</td>
              <th scope="row" className="name">
                {row.name}
              </th>
              <td>{formatCount(row.score)}</td>
              <td>
                <span className={row.online ? "mark online" : "mark"}>
                  <span className="mark-text">{row.online ? "online" : "away"}</span>
                </span>
              </td>
              <td className="row-actions">
                {row.online && <KickButton playerId={row.playerId} name={row.name} />}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
