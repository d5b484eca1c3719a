import { DoubloonServer } from "../fixtures/doubloonServer.ts";
import { expect, seriousViolations, test } from "../fixtures/test.ts";
import { ConsolePage } from "../pages/consolePage.ts";
import { DrainPart } from "../pages/drainPart.ts";
import { GamePage } from "../pages/gamePage.ts";

test("a drained gateway waits for room, then moves its player, who sees one line and goes on", async ({
  browser,
}) => {
  // A gateway with one connection of any kind has no room for players of another.
  const server = await DoubloonServer.start(78, "--gateways", "2", "--max-connections", "2");
  const playing = await browser.newContext();
  const watching = await browser.newContext();
  try {
    const game = new GamePage(await playing.newPage(), server.gameUrl);
    await game.open();
    await game.play("Moved");
    const points = await game.pickUpSomething();
    const seen = await game.recordInterruptions();

    const consolePage = new ConsolePage(await watching.newPage(), server.consoleUrl);
    await consolePage.signIn(server.gameMaster);
    const part = new DrainPart(consolePage.page);
    // The kernel decides who is where: further consoles fill the gateway without the player.
    await expect(async () => {
      const rows = await part.gateways();
      expect(rows.length).toBe(2);
      expect(rows.reduce((sum, { players }) => sum + players, 0)).toBe(1);
      const empty = rows.some(({ players, connections }) => players === 0 && connections === 0);
      if (empty)
        await new ConsolePage(await watching.newPage(), server.consoleUrl).page.goto(server.consoleUrl);
      expect(empty).toBe(false);
    }).toPass();
    const { id } = (await part.gateways()).find(({ players }) => players === 1)!;
    await part.drain(id);
    await expect(part.drains).toContainText("waiting for room at other gateways");
    await expect(part.progress).toBeVisible();
    expect(await seriousViolations(consolePage.page)).toEqual([]);
    await part.press("Pause");
    await expect(part.drains).toContainText("paused");
    await part.press("Resume");
    await expect(part.drains).toContainText("waiting for room at other gateways");
    await part.press("Abort");
    await expect(part.drains).toHaveCount(0);
    await part.drain(id);
    await expect(part.drains).toContainText("waiting for room at other gateways");
    await watching.close();

    await expect.poll(() => seen.statusLines()).toContain("Moving you to another server…");
    await game.untilPlaying();
    await expect(game.statusLine).toBeEmpty();
    expect(await seen.interruptions()).toEqual([]);
    expect(await game.points()).toBeGreaterThanOrEqual(points);
  } finally {
    await playing.close();
    await server.remove();
  }
});
