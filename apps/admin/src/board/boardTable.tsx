// One page of the leaderboard. Rows that have changed are highlighted for a moment.
import type { PlayerId } from "@doubloon/shared/ids";
import type { AdminBoardPage, AdminBoardRow } from "@doubloon/shared/protocol/admin";
import { formatCount } from "../format.ts";
import { KickButton } from "../orders/kickButton.tsx";
import { type Column, DataTable } from "../tables/dataTable.tsx";

interface Props {
  readonly page: AdminBoardPage;
  readonly changed: ReadonlySet<PlayerId>;
  /** Pages received so far: the highlight starts anew with each. */
  readonly revision: number;
  /** Whether another page has been requested. */
  readonly busy: boolean;
}

const columns: readonly Column<AdminBoardRow>[] = [
  { header: "Rank", cell: ({ rank }) => formatCount(rank) },
  { header: "Player", namesRow: true, className: "name", cell: ({ name }) => name },
  { header: "Score", cell: ({ score }) => formatCount(score) },
  { header: "Online", cell: ({ online }) => <Presence online={online} /> },
  {
    header: "Action",
    headerHidden: true,
    className: "row-actions",
    cell: ({ online, playerId, name }) => online && <KickButton playerId={playerId} name={name} />,
  },
];

export function BoardTable({ page, changed, revision, busy }: Props) {
  if (page.total === 0) {
    const { search } = page.query;
    return (
      <p className="empty">
        {search === "" ? "Nobody has played yet." : `No player's name contains “${search}”.`}
      </p>
    );
  }
  return (
    <DataTable
      columns={columns}
      rows={page.rows}
      keyOf={({ playerId }) => playerId}
      rowProps={({ playerId }) => {
        const isChanged = changed.has(playerId);
        return {
          // Two names for one animation, so that it starts again when a row changes twice in a row.
          className: isChanged ? `changed-${revision % 2}` : undefined,
          "data-changed": isChanged,
          "data-player": playerId,
        };
      }}
      caption="Leaderboard, the best first"
      className="rows board"
      testId="board-table"
      busy={busy}
    />
  );
}

function Presence({ online }: Pick<AdminBoardRow, "online">) {
  return (
    <span className={online ? "mark online" : "mark"}>
      <span className="mark-text">{online ? "online" : "away"}</span>
    </span>
  );
}
