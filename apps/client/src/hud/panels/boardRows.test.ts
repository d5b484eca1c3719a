import type { PlayerId } from "@doubloon/shared/ids";
import { describe, expect, it } from "vitest";
import { boardRows } from "./boardRows.ts";

const row = (rank: number, score: number) => ({
  rank,
  score,
  name: `Player ${rank}`,
  playerId: `p${rank}` as PlayerId,
});
const board = { online: 40, top: Array.from({ length: 10 }, (_, i) => row(i + 1, 100 - i)) };
const self = (rank: number, playerId = `p${rank}`) => ({
  playerId: playerId as PlayerId,
  name: "Me",
  standing: { rank, score: 5, of: 40 },
});

describe("boardRows", () => {
  it("marks the player's own row in the top ten", () => {
    const rows = boardRows(board, self(4));
    expect(rows).toHaveLength(10);
    expect(rows.filter(({ own }) => own).map(({ rank }) => rank)).toEqual([4]);
  });

  it("adds the player's own row below the top ten, with a gap", () => {
    const rows = boardRows(board, self(31));
    expect(rows).toHaveLength(11);
    expect(rows[10]).toEqual({ rank: 31, score: 5, name: "Me", playerId: "p31", own: true, apart: true });
  });

  it("shows no gap above rank 11, or above a player who shares rank 10", () => {
    expect(boardRows(board, self(11))[10].apart).toBe(false);
    expect(boardRows(board, self(10, "other"))[10]).toMatchObject({ rank: 10, apart: false, own: true });
  });

  it("shows only the top ten to a player without a rank", () => {
    expect(
      boardRows(board, { playerId: undefined, name: "", standing: { rank: 0, score: 0, of: 0 } }),
    ).toHaveLength(10);
    expect(boardRows(board, self(0))).toHaveLength(10);
  });
});
