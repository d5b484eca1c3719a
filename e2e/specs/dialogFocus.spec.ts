import { expect, test } from "../fixtures/test.ts";

test("keys walk in the game, and a dialog gets them while it has the focus", async ({ openGame }) => {
  const game = await openGame();
  await game.play("Walker");
  const key = await game.keyToward(await game.freeTileNear(3));
  await game.openSettings();
  const before = await game.tile();
  for (const one of ["ArrowLeft", "ArrowDown", "w", "d"]) {
    expect(await game.pressIsLeftToThePage(one), one).toBe(true);
  }
  await game.hold(key);
  await game.ticksPass(20);
  await game.release(key);
  expect(await game.tile()).toEqual(before);

  await game.closeSettings();
  // A key of the way that is free: a step to the side may end beside a tree that bars the way.
  expect(await game.pressIsLeftToThePage(key)).toBe(false);
  await game.hold(key);
  await expect.poll(() => game.tile()).not.toEqual(before);
  await game.release(key);
});
