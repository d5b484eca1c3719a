// The rows of the top ten as one player sees them: with their own row marked, and added below if they are not among
// the ten.
import type { PlayerId } from "@doubloon/shared/ids";
import type { Board, BoardRow, Standing } from "@doubloon/shared/protocol/events";

export interface ShownRow extends BoardRow {
  readonly own: boolean;
  /** True if rows between this one and the one above are left out. */
  readonly apart: boolean;
}

const ROWS = 10;

export function boardRows(
  board: Board,
  self: { readonly playerId: PlayerId | undefined; readonly name: string; readonly standing: Standing },
): ShownRow[] {
  const { playerId, name, standing } = self;
  const rows = board.top
    .slice(0, ROWS)
    .map((row) => ({ ...row, own: row.playerId === playerId, apart: false }));
  if (playerId === undefined || standing.rank === 0 || rows.some(({ own }) => own)) return rows;
  const { rank, score } = standing;
  return [...rows, { rank, score, name, playerId, own: true, apart: rank > (rows.at(-1)?.rank ?? 0) + 1 }];
}
