// The season's page: places under their finders' names, told only once they are saved, and the seasons before.
import { expect, test } from "vitest";
import type { Ledger } from "../../../ledger/port.ts";
import { createMemoryLedger } from "../../../ledger/testing/memoryLedger.ts";
import { playHunts } from "../testing/playedHunt.ts";

test("a great find is on the page once it is saved, and goes with its season, whose first hundred stay", async () => {
  const memory = createMemoryLedger();
  let broken = false;
  const ledger: Ledger = {
    ...memory,
    save: (changes) => (broken ? Promise.reject(new Error("disk full")) : memory.save(changes)),
  };
  const game = await playHunts({ ledger });
  const one = await game.enter(1, 1);
  await game.until(() => game.world.season.number > 0);
  // While a hunt is on, every step is saved.
  void game.host.hunts.console.order({ act: "start", definition: "short" }, "anne");
  await game.until(() => game.world.hunts.list.length > 0);
  await game.run(1_000);
  const page = async () => {
    const answer = await game.host.hunts.console.season();
    if (!answer.ok) throw new Error(answer.text);
    return answer.value;
  };
  const { season } = await page();
  expect(season).toBe(game.world.season.number);
  broken = true;
  const { season: state, accounts, grid } = game.world;
  const row = accounts.find(one.playerId) ?? -1;
  state.keepGreatFind({ hunt: 4, tile: 3 * grid.widthTiles + 7, name: "P1" });
  state.add(row, 250);
  await game.run(1_500);
  expect((await page()).greatFinds).toEqual([]);
  broken = false;
  await game.run(1_500);
  expect((await page()).greatFinds).toEqual([{ hunt: 4, tileX: 7, tileY: 3, name: "P1" }]);
  game.host.hunts.direct({ type: "calendar", day: 30_000, season: season + 1 });
  await game.until(() => game.world.season.number === season + 1);
  await game.run(600);
  expect((await page()).archives[0]).toEqual({
    season,
    players: 1,
    rows: [{ rank: 1, name: "P1", points: 250 }],
  });
  expect((await page()).greatFinds).toEqual([]);
  game.host.abandon();
});
