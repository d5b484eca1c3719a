// The rows of a board in the order of their ranks, each once: the podium and those around the player may overlap. Pure.
import type { Ranking, RankingRow } from "@doubloon/shared/protocol/huntEvents";

export interface RankedRow {
  readonly row: RankingRow;
  /** True if there are ranks between this row and the one above that are not shown. */
  readonly apart: boolean;
}

export function rankingRows({ top, around }: Pick<Ranking, "top" | "around">): RankedRow[] {
  const isShown = (row: RankingRow): boolean =>
    top.some((one) => one.rank === row.rank && one.name === row.name);
  const rows = [
    ...top.map(
      (row) => around.find((one) => one.me === true && one.rank === row.rank && one.name === row.name) ?? row,
    ),
    ...around.filter((row) => !isShown(row)),
  ];
  return rows.map((row, i) => ({ row, apart: i > 0 && row.rank > rows[i - 1].rank + 1 }));
}
