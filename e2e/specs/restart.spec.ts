import { expect, test } from "../fixtures/test.ts";

test("after a restart of the server both players rejoin with their scores and positions", async ({
  openGame,
  playOnLand,
  server,
}) => {
  const rich = await openGame();
  await playOnLand(rich, "Rich");
  const poor = await openGame();
  await playOnLand(poor, "Poor");
  const points = await rich.pickUpSomething();
  // The walk must be over before the restart, so that the position is final.
  const goal = await poor.freeTileNear(3);
  await poor.walksTo(goal, "click");

  expect(await server.stop()).toBe(0);
  await expect(rich.reconnecting).toBeVisible();
  await expect(poor.reconnecting).toBeVisible();
  await server.startAgain();

  await rich.untilPlaying();
  await poor.untilPlaying();
  await expect(rich.reconnecting).toBeHidden();
  expect(await rich.points()).toBeGreaterThanOrEqual(points);
  expect(await poor.tile()).toEqual(goal);
  await expect(poor.boardRows.filter({ hasText: "Rich" })).toBeVisible();
});
