import { DoubloonServer } from "../fixtures/doubloonServer.ts";
import { fillQueue } from "../fixtures/fillQueue.ts";
import { expect, seriousViolations, test } from "../fixtures/test.ts";
import { GamePage } from "../pages/gamePage.ts";

test("a queued player sees the length of the queue and the expected wait, and joins", async ({ browser }) => {
  const server = await DoubloonServer.start(77, "--joins-per-second", "1");
  const stopFilling = fillQueue(server.gameUrl);
  const context = await browser.newContext();
  try {
    const game = new GamePage(await context.newPage(), server.gameUrl);
    await game.open();
    await game.submitName("Patience");
    await expect(game.queue).toHaveText(/^\d+ players? (is|are) waiting to join: about \d+ s left\.$/);
    expect(await seriousViolations(game.page)).toEqual([]);
    stopFilling();
    await game.untilPlaying();
  } finally {
    stopFilling();
    await context.close();
    await server.remove();
  }
});
