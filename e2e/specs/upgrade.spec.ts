import { expect, test } from "../fixtures/test.ts";
import { GamePage } from "../pages/gamePage.ts";
import { makeOlderPage } from "../pages/olderPage.ts";

test("a page from before an upgrade offers to reload, and its player goes on as themselves", async ({
  browser,
  playOnLand,
  server,
}) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const older = await makeOlderPage(page);
  const game = new GamePage(page, server.gameUrl);
  await game.open();
  await playOnLand(game, "Olden");
  const points = await game.pickUpSomething();

  await older.upgradeServer();
  await expect(game.outdated).toContainText("out of date");
  await game.reload();
  await expect.poll(() => game.suggestedName()).toBe("Olden");
  await game.play("Olden");
  expect(await game.points()).toBeGreaterThanOrEqual(points);
  await expect(game.outdated).toBeHidden();
  await context.close();
});
