import type { PlayerId } from "@doubloon/shared/ids";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Accounts } from "./columns/accounts.ts";
import { Leaderboard } from "./leaderboard.ts";
import { playerId } from "./testing/testWorld.ts";

type Change = { readonly player: number; readonly score: number | undefined };

const changes = fc.array(
  fc.record({ player: fc.nat(40), score: fc.option(fc.nat(12), { nil: undefined, freq: 8 }) }),
  { maxLength: 300 },
);

/** The expected order, by sorting: score first, then who reached it earlier. */
function sorted(players: Map<PlayerId, { score: number; at: number }>): PlayerId[] {
  return [...players].sort(([, a], [, b]) => b.score - a.score || a.at - b.at).map(([id]) => id);
}

test("after any changes the order equals a full sort, and equal scores share a rank", () => {
  fc.assert(
    fc.property(changes, (list: Change[]) => {
      const accounts = new Accounts();
      const board = new Leaderboard(accounts);
      const players = new Map<PlayerId, { score: number; at: number }>();
      for (const [at, { player, score }] of list.entries()) {
        const id = playerId(player);
        const row = accounts.find(id);
        if (row === undefined) {
          board.insert(accounts.add(id, "Anne"));
          players.set(id, { score: 0, at });
        } else if (score === undefined) {
          board.remove(row);
          accounts.forget(row);
          players.delete(id);
        } else {
          board.setScore(row, score);
          players.set(id, { score, at });
        }
      }
      const order = [...board.order.subarray(0, board.count)];
      expect(order.map((row) => accounts.idOf(row))).toEqual(sorted(players));
      for (const [place, row] of order.entries()) {
        expect(board.indexOf(row)).toBe(place);
        const better = [...players.values()].filter(({ score }) => score > accounts.score[row]).length;
        expect(board.rankOfScore(accounts.score[row])).toBe(better + 1);
      }
    }),
    { seed: 1 },
  );
});

test("a score is capped at 2^32 - 1", () => {
  const accounts = new Accounts();
  const board = new Leaderboard(accounts);
  const row = accounts.add(playerId(1), "Anne");
  board.insert(row);
  board.setScore(row, 2 ** 33);
  expect(accounts.score[row]).toBe(2 ** 32 - 1);
});
