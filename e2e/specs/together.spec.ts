import { OPEN_LAND } from "../fixtures/land.ts";
import { expect, test } from "../fixtures/test.ts";

test("two players see each other walk", async ({ openGame, playOnLand }) => {
  const anne = await openGame();
  await playOnLand(anne, "Anne");
  const mary = await openGame();
  await playOnLand(mary, "Mary", { x: OPEN_LAND.x, y: OPEN_LAND.y + 2 });
  await expect(anne.online).toHaveAttribute("data-online", "2");

  for (const [walker, name, onlooker] of [
    [anne, "Anne", mary],
    [mary, "Mary", anne],
  ] as const) {
    await expect.poll(() => onlooker.tileOf(name)).toEqual(await walker.tile());
    const goal = await walker.freeTileNear(3);
    await walker.walksTo(goal, "click");
    await expect.poll(() => onlooker.tileOf(name)).toEqual(goal);
  }
});

test("a held key walks", async ({ openGame, playOnLand }) => {
  const game = await openGame();
  await playOnLand(game, "Keys");
  const start = await game.tile();
  const key = await game.keyToward(await game.freeTileNear(3));
  await game.hold(key);
  await expect.poll(() => game.tile()).not.toEqual(start);
  await game.release(key);
  await expect(game.connection).toHaveText("Connected");
  await expect(game.ping).toContainText("ms");
});
