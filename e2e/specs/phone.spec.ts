import { expect, seriousViolations, test } from "../fixtures/test.ts";

const PHONE = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

test("on a phone a player taps to walk and finds treasure", async ({ openGame, playOnLand }) => {
  const game = await openGame(PHONE);
  await playOnLand(game, "Pocket");
  expect(await seriousViolations(game.page)).toEqual([]);
  await game.walksTo(await game.freeTileNear(3), "tap");
  expect(await game.pickUpSomething("tap")).toBeGreaterThan(0);
});
