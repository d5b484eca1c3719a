// The rows of the board that one player sees: the top ten with the player's own row marked, or added below them.
// Never asks for more rows than the server sent.
import type { PlayerId } from "@doubloon/shared/ids";
import type { Board, BoardRow, Standing } from "@doubloon/shared/protocol/events";

export interface ShownRow extends BoardRow {
  readonly own: boolean;
  /** True if there are ranks between this row and the one above that are not shown. */
  readonly apart: boolean;
}

const MAX_ROWS = 10;

export function boardRows(
  board: Board,
  self: { readonly playerId: PlayerId | undefined; readonly name: string; readonly standing: Standing },
): ShownRow[] {
  const { playerId, name, standing } = self;
  const rows = board.top
    .slice(0, MAX_ROWS)
    .map((row) => ({ ...row, own: row.playerId === playerId, apart: false }));
  if (playerId === undefined || standing.rank === 0 || rows.some(({ own }) => own)) return rows;
  const { rank, score } = standing;
  return [...rows, { rank, score, name, playerId, own: true, apart: rank > (rows.at(-1)?.rank ?? 0) + 1 }];
}
