import type { RankingRow } from "@doubloon/shared/protocol/huntEvents";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rankingRows } from "./rankingRows.ts";

const row = (rank: number, me = false): RankingRow => ({
  rank,
  name: `Player ${rank}`,
  points: 1000 - rank,
  ...(me ? { me } : {}),
});
const around = (own: number, of: number): RankingRow[] =>
  Array.from({ length: of }, (_, i) => i + 1)
    .filter((rank) => Math.abs(rank - own) <= 3)
    .map((rank) => row(rank, rank === own));

describe("a board's rows", () => {
  it("show the podium and those around the player, with a gap between", () => {
    const rows = rankingRows({ top: [row(1), row(2), row(3)], around: around(12, 20) });
    expect(rows.map(({ row: { rank } }) => rank)).toEqual([1, 2, 3, 9, 10, 11, 12, 13, 14, 15]);
    expect(rows.filter(({ apart }) => apart).map(({ row: { rank } }) => rank)).toEqual([9]);
  });

  it("hold each player once, in the order of ranks, with the player marked, wherever the player is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 39 }), (of, at) => {
        const own = (at % of) + 1;
        const top = Array.from({ length: Math.min(3, of) }, (_, i) => row(i + 1));
        const rows = rankingRows({ top, around: around(own, of) });
        const ranks = rows.map(({ row: { rank } }) => rank);
        expect(ranks).toEqual([...new Set(ranks)].sort((a, b) => a - b));
        expect(rows.filter(({ row: { me } }) => me === true).map(({ row: { rank } }) => rank)).toEqual([own]);
      }),
      { seed: 1 },
    );
  });

  it("are empty for an empty board", () => {
    expect(rankingRows({ top: [], around: [] })).toEqual([]);
  });
});
