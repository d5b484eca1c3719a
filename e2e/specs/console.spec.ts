import { expect, seriousViolations, test } from "../fixtures/test.ts";
import type { PanelId } from "../pages/consolePage.ts";

const PANELS: readonly PanelId[] = [
  "hunts",
  "results",
  "audit",
  "map",
  "leaderboard",
  "worst",
  "announcements",
  "players",
  "heartbeats",
  "rooms",
  "gateways",
  "server",
  "processes",
  "traffic",
];

test("a wrong password is refused, the right one opens the console", async ({ consolePage, server }) => {
  await consolePage.open();
  expect(await seriousViolations(consolePage.page)).toEqual([]);
  await consolePage.trySignIn({ name: server.gameMaster.name, password: "not the password" });
  await expect(consolePage.signInError).not.toBeEmpty();
  await consolePage.trySignIn(server.gameMaster);
  await expect(consolePage.linkState).toHaveText("Live");
  for (const id of PANELS) {
    await expect(consolePage.panel(id)).toBeVisible();
  }
  expect(await seriousViolations(consolePage.page)).toEqual([]);
  await consolePage.signOut();
});

test("a pick-up shows on both leaderboards and in the console", async ({
  openGame,
  playOnLand,
  consolePage,
  server,
}) => {
  const finder = await openGame();
  await playOnLand(finder, "Finder");
  const onlooker = await openGame();
  await onlooker.play("Onlooker");
  await consolePage.signIn(server.gameMaster);

  await finder.pickUpSomething();

  await consolePage.search("Finder");
  // The walk may end on another piece.
  await expect(async () => {
    const points = String(await finder.points());
    await expect(finder.score).toHaveAttribute("data-score", points, { timeout: 2_000 });
    await expect(finder.boardRows.filter({ hasText: "Finder" })).toContainText(points, { timeout: 2_000 });
    await expect(onlooker.boardRows.filter({ hasText: "Finder" })).toContainText(points, { timeout: 2_000 });
    await expect(consolePage.score("Finder")).toHaveText(points, { timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
});

test("an announcement of the game master reaches the player", async ({ openGame, consolePage, server }) => {
  const game = await openGame();
  await game.play("Listener");
  await consolePage.signIn(server.gameMaster);
  // The notice is shown for seconds only.
  await Promise.all([
    expect(game.notices).toContainText("The tide is out."),
    consolePage.announce("The tide is out.", "Warning"),
  ]);
  await expect(consolePage.announceAnswer).toHaveText("Announced to 1 player.");
});

test("a kick needs confirmation, and the player sees the reason", async ({
  openGame,
  consolePage,
  server,
}) => {
  const rude = await openGame();
  await rude.play("Rude Rod");
  const other = await openGame();
  await other.play("Other");
  await consolePage.signIn(server.gameMaster);
  await consolePage.search("Rude Rod");

  await consolePage.askToKick("Rude Rod");
  expect(await seriousViolations(consolePage.page)).toEqual([]);
  await consolePage.settleKick("Cancel");
  await expect(consolePage.kickDialog).toBeHidden();
  await expect(rude.connection).toHaveText("Connected");

  await consolePage.askToKick("Rude Rod");
  await consolePage.settleKick("Kick");
  await expect(rude.refusal).toContainText("A game master has asked you to leave.");
  await expect(consolePage.kickAnswer).toHaveText("Rude Rod was asked to leave.");
  await consolePage.settleKick("Done");
  await expect(consolePage.row("Rude Rod")).toContainText("away");
  await expect(other.connection).toHaveText("Connected");
});

test("the console shows frame rates by class of rooms, and the stale limit of each gateway", async ({
  openGame,
  consolePage,
  server,
}) => {
  const game = await openGame();
  await game.play("Alone");
  await consolePage.signIn(server.gameMaster);
  await expect(consolePage.roomCells("Quiet")).toContainText([/^\d+ Hz$/, "1", "1", "0"]);
  await expect(consolePage.paceReason).toContainText("Frame rates");
  await expect(consolePage.gateways).toHaveCount(1);
  await expect(consolePage.staleBound).toHaveText("3 s");
});
