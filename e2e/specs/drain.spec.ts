import { DoubloonServer } from "../fixtures/doubloonServer.ts";
import { expect, seriousViolations, test } from "../fixtures/test.ts";
import { ConsolePage } from "../pages/consolePage.ts";
import { DrainPart } from "../pages/drainPart.ts";
import { GamePage } from "../pages/gamePage.ts";

test("a player who is moved off a drained gateway sees one line, and goes on where they stood", async ({
  browser,
}) => {
  const server = await DoubloonServer.start(78, "--gateways", "2");
  const context = await browser.newContext();
  try {
    const game = new GamePage(await context.newPage(), server.gameUrl);
    await game.open();
    await game.play("Moved");
    const tile = await game.tile();
    const seen = await game.recordInterruptions();
    const consolePage = new ConsolePage(await context.newPage(), server.consoleUrl);
    await consolePage.signIn(server.gameMaster);
    // A drain needs a gateway to move players to.
    await expect(consolePage.gateways).toHaveCount(2);
    const part = new DrainPart(consolePage.page);
    await part.drain(await part.gatewayWithPlayers());
    await expect.poll(() => seen.statusLines()).toEqual(["Moving you to another server…"]);
    await game.untilPlaying();
    await expect(game.statusLine).toBeEmpty();
    expect(await seen.interruptions()).toEqual([]);
    expect(await game.tile()).toEqual(tile);
  } finally {
    await context.close();
    await server.remove();
  }
});

test("a drain without room elsewhere waits; the console pauses and aborts it", async ({ browser }) => {
  // 95 % of one connection are none, so no gateway has room for another's players. A bot plays.
  const server = await DoubloonServer.start(79, "--gateways", "2", "--max-connections", "1", "--bots", "1");
  const context = await browser.newContext();
  try {
    const consolePage = new ConsolePage(await context.newPage(), server.consoleUrl);
    await consolePage.signIn(server.gameMaster);
    await expect(consolePage.gateways).toHaveCount(2);
    const part = new DrainPart(consolePage.page);
    await part.drain(await part.gatewayWithPlayers());
    await expect(part.drains).toContainText("0 of 1 players moved, waiting for room at other gateways");
    await expect(part.progress).toBeVisible();
    expect(await seriousViolations(consolePage.page)).toEqual([]);
    await part.press("Pause");
    await expect(part.drains).toContainText("paused");
    await part.press("Resume");
    await expect(part.drains).toContainText("waiting for room at other gateways");
    await part.press("Abort");
    await expect(part.drains).toHaveCount(0);
  } finally {
    await context.close();
    await server.remove();
  }
});
