import { expect, seriousViolations, test } from "../fixtures/test.ts";

test("a name is suggested, and an invisible one is refused with the reason", async ({ openGame }) => {
  const game = await openGame();
  expect((await game.suggestedName()).length).toBeGreaterThan(0);
  await game.submitName("a\u200bb");
  await expect(game.refusal).toContainText("invisible characters");
  await game.submitName("<b>Anne</b>");
  await expect(game.refusal).toContainText("may not contain");
  // Only the server checks these two.
  await game.submitName("G4me Master");
  await expect(game.refusal).toContainText("reserved for game masters");
  await game.submitName("\u0410nne");
  await expect(game.refusal).toContainText("mixes letters");
});

test("axe finds no serious violation on the start screen and the HUD", async ({ openGame }) => {
  const game = await openGame();
  expect(await seriousViolations(game.page)).toEqual([]);
  await game.play("Axel");
  expect(await seriousViolations(game.page)).toEqual([]);
});

test("a second tab takes over from the first, which can take it back", async ({ openGame }) => {
  const first = await openGame();
  await first.play("Twice");
  const mover = await first.mover();
  const second = await first.openTab();
  await second.play("Twice");
  await expect(first.replaced).toBeVisible();
  expect(await second.mover()).toBe(mover);
});
