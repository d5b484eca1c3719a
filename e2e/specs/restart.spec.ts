import { expect, test } from "../fixtures/test.ts";

test("the server restarts and both players come back as themselves", async ({ openGame, server }) => {
  const rich = await openGame();
  await rich.play("Rich");
  const poor = await openGame();
  await poor.play("Poor");
  const points = await rich.pickUpSomething();
  // Whatever was still on its way to the feet: the walk is over when place and score no longer change.
  const goal = await poor.freeTileNear(3);
  await poor.pointAt(goal, "click");
  await expect.poll(() => poor.tile()).toEqual(goal);

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
