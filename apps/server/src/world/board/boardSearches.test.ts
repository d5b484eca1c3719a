// Searching the leaderboard in slices while players come, go, score and change their names.
import { makeMap, playerId, testLoot } from "@doubloon/engine/testing/testWorld";
import { createWorld, type World } from "@doubloon/engine/world";
import type { AdminBoardPage, AdminBoardQuery } from "@doubloon/shared/protocol/admin";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeHandClock } from "../testing/handClock.ts";
import { boardPage } from "./boardPage.ts";
import { BoardSearches, MAX_SEARCHES } from "./boardSearches.ts";

/** A world and its searches; each clock read takes `lookMs`. */
function make(lookMs = 0) {
  const world = createWorld({ map: makeMap(16, 16, 0), loot: testLoot, seed: 1 });
  const hand = makeHandClock();
  let looks = 0;
  const clock = {
    after: hand.after,
    nowMs() {
      looks++;
      hand.stall(lookMs);
      return hand.nowMs();
    },
  };
  const searches = new BoardSearches(world, clock);
  let players = 0;
  return {
    world,
    searches,
    looks: () => looks,
    add(name: string, score = 0): number {
      const row = world.accounts.add(playerId(players++), name);
      world.board.insert(row);
      world.board.setScore(row, score);
      return row;
    },
    /** Runs one slice of the current search. */
    slice: () => hand.turn(1),
    finish: () => hand.turn(1_000_000),
  };
}

const query = (search: string, offset = 0, limit = 100): AdminBoardQuery => ({ offset, limit, search });

/** The page computed by comparing every name in order of rank. */
function expected(world: World, asked: AdminBoardQuery): AdminBoardPage {
  const everybody = Array.from(
    { length: world.board.count },
    (_, offset) => boardPage(world, { offset, limit: 1, search: "" }).rows[0],
  );
  const rows = everybody.filter(({ name }) => name.toLowerCase().includes(asked.search.toLowerCase()));
  return { rows: rows.slice(asked.offset, asked.offset + asked.limit), total: rows.length, query: asked };
}

describe("a search", () => {
  test("finds no bot, also not one whose account a bot takes while it runs", async () => {
    const game = make(1);
    const rows = Array.from({ length: 300 }, (_, i) => game.add(`Anne ${i}`, i));
    const page = game.searches.page(query("anne", 0, 100));
    game.slice();
    for (const row of rows.filter((_, i) => i % 3 === 0)) {
      game.world.board.remove(row);
      game.world.accounts.becomeBot(row);
    }
    game.finish();
    expect(await page).toEqual(expected(game.world, query("anne", 0, 100)));
    expect((await page)?.total).toBe(200);
  });

  test("stops when its slice is over and continues in the next turn", async () => {
    // One clock read takes as long as a whole slice may.
    const game = make(1);
    for (let i = 0; i < 640; i++) game.add(i % 7 === 0 ? `Anne ${i}` : `Mary ${i}`, i);
    const asked = query("anne", 10, 5);
    let page: AdminBoardPage | undefined;
    void game.searches.page(asked).then((found) => {
      page = found;
    });
    let slices = 0;
    while (page === undefined) {
      game.slice();
      await Promise.resolve();
      slices++;
    }
    expect(slices).toBeGreaterThanOrEqual(10);
    expect(page).toEqual(expected(game.world, asked));
  });

  test("finishes in one turn if there is time", async () => {
    const game = make();
    for (let i = 0; i < 5_000; i++) game.add(`Player ${i}`, i % 50);
    const asked = query("player", 4_000, 100);
    const page = game.searches.page(asked);
    game.slice();
    expect(await page).toEqual(expected(game.world, asked));
  });

  test("is shared by consoles that ask the same question", async () => {
    const game = make();
    game.add("Anne");
    const [first, second] = [game.searches.page(query("a")), game.searches.page(query("a"))];
    expect(first).toBe(second);
    game.finish();
    expect((await second)?.total).toBe(1);
  });

  test("is displaced by newer ones when too many wait, but never while it runs", async () => {
    const game = make();
    game.add("Anne");
    const pages = Array.from({ length: MAX_SEARCHES + 2 }, (_, i) => game.searches.page(query(`x${i}`)));
    game.finish();
    const found = await Promise.all(pages);
    expect(found.map((page) => page === undefined)).toEqual(pages.map((_, i) => i === 1 || i === 2));
  });

  test("ends without a page when the world closes", async () => {
    const game = make();
    game.add("Anne");
    const page = game.searches.page(query("anne"));
    game.searches.close();
    expect(await page).toBeUndefined();
    expect(await game.searches.page(query(""))).toBeUndefined();
  });
});

type Change = readonly ["add" | "forget" | "rename" | "score" | "slice", number, string];
const change = fc.tuple(
  fc.constantFrom("add", "forget", "rename", "score", "slice") as fc.Arbitrary<Change[0]>,
  fc.nat(400),
  fc.constantFrom("Anne", "Mary", "Änne", "MARIANNE", "Bart"),
);

test("a search finds exactly the players who match when it ends, whatever has changed meanwhile", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 120 }), fc.nat(20), async (changes, offset) => {
      const game = make(1);
      const { accounts, board } = game.world;
      const rows: number[] = [];
      for (let i = 0; i < 200; i++) rows.push(game.add(i % 3 === 0 ? "Anne" : "Mary", i % 20));
      const asked = query("ANNE", offset, 10);
      let page: AdminBoardPage | undefined;
      let wanted: AdminBoardPage | undefined;
      void game.searches.page(asked).then((found) => {
        page = found;
      });
      const slice = async (): Promise<void> => {
        wanted = expected(game.world, asked);
        game.slice();
        await Promise.resolve();
      };
      for (const [what, which, name] of changes) {
        const at = which % rows.length;
        if (what === "add") rows.push(game.add(name, which));
        else if (what === "rename") accounts.rename(rows[at], name);
        else if (what === "score") board.setScore(rows[at], which);
        else if (what === "forget" && rows.length > 1) {
          board.remove(rows[at]);
          accounts.forget(rows[at]);
          rows.splice(at, 1);
        } else if (what === "slice") await slice();
        if (page !== undefined) break;
      }
      while (page === undefined) await slice();
      expect(page).toEqual(wanted);
    }),
    { seed: 1, numRuns: 200 },
  );
});
