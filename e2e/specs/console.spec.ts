import { expect, seriousViolations, test } from "../fixtures/test.ts";

test("a wrong password is refused, the right one opens the console", async ({ consolePage, server }) => {
  await consolePage.open();
  expect(await seriousViolations(consolePage.page)).toEqual([]);
  await consolePage.trySignIn({ name: server.gameMaster.name, password: "not the password" });
  await expect(consolePage.signInError).not.toBeEmpty();
  await consolePage.trySignIn(server.gameMaster);
  await expect(consolePage.linkState).toHaveText("Live");
  for (const id of ["leaderboard", "heartbeats", "worst", "players", "server", "traffic"] as const) {
    await expect(consolePage.panel(id)).toBeVisible();
  }
  expect(await seriousViolations(consolePage.page)).toEqual([]);
  await consolePage.signOut();
});

test("one player picks up treasure, and both boards and the console show it", async ({
  openGame,
  consolePage,
  server,
}) => {
  const finder = await openGame();
  await finder.play("Finder");
  const onlooker = await openGame();
  await onlooker.play("Onlooker");
  await consolePage.signIn(server.gameMaster);

  const points = await finder.pickUpSomething();

  await expect(finder.score).toHaveAttribute("data-score", String(points));
  await expect(finder.boardRows.filter({ hasText: "Finder" })).toContainText(String(points));
  await expect(onlooker.boardRows.filter({ hasText: "Finder" })).toContainText(String(points));
  await consolePage.search("Finder");
  await expect(consolePage.score("Finder")).toHaveText(String(points));
});
