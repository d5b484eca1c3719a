import { expect, test } from "../fixtures/test.ts";

test("keys walk in the game, and a dialog gets them while it has the focus", async ({
  openGame,
  playOnLand,
}) => {
  const game = await openGame();
  await playOnLand(game, "Walker");
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
  // The dialog gives the focus back a moment after it has closed.
  await expect.poll(() => game.pressIsLeftToThePage("ArrowLeft")).toBe(false);
  // Those were steps to the west.
  await expect
    .poll(async () => {
      await game.hold("d");
      await game.ticksPass(10);
      await game.release("d");
      return (await game.tile())?.x;
    })
    .toBeGreaterThan(before?.x ?? Number.NaN);
});

test("a player who leaves by the settings comes back to the game, not to the settings", async ({
  openGame,
}) => {
  const game = await openGame();
  await game.play("Leaver");
  await game.openSettings();
  await game.leave();
  await game.play("Comer");
  await expect(game.settingsDialog).toBeHidden();
});
