import { readFile } from "node:fs/promises";
import { expect } from "@playwright/test";
import { test } from "../fixtures/hunt.ts";
import { OPEN_LAND, openZone } from "../fixtures/land.ts";
import { seriousViolations } from "../fixtures/test.ts";

test("a game master writes, tries, schedules, starts, extends and exports a hunt", async ({
  consolePage,
  openHunter,
  qa,
  server,
}) => {
  test.setTimeout(240_000);
  const anne = await openHunter("Anne");
  await anne.joins();
  await consolePage.signIn(server.gameMaster);

  // A definition with an error is refused with its path; without one it is tried with simulated hunters, and saved.
  const form = await consolePage.newHunt();
  await form.fill({ title: "The Harbour Hoard", id: "harbour-hoard", fewest: "many" });
  await expect(form.errors).toContainText("minCaches");
  expect(await seriousViolations(consolePage.page)).toEqual([]);
  await form.fill({ fewest: "6", waves: "600", zone: openZone });
  await expect(form.errors).toBeEmpty();
  // The Escape key closes the form; its fields are as they were when it opens again.
  await form.leaveByEscape();
  await consolePage.newHunt();
  await form.dryRun();
  await expect(form.dryRunResult).toContainText(/simulated hunters .* the first find comes after/);
  await form.saveAndStart();

  // It is announced, and everybody sees it.
  const row = consolePage.hunt("The Harbour Hoard");
  await expect(row).toContainText("Announced");
  await expect(anne.banner).toContainText("The Harbour Hoard");
  await anne.standsAt(OPEN_LAND);
  const [{ hunt }] = (await anne.hunting()).hunts;
  await expect.poll(() => anne.huntEntered()).toBe(hunt);
  await qa.stepUntilPhase(hunt, "running");
  await expect(row).toContainText("Wave 1 of 1");
  await consolePage.act("The Harbour Hoard", "+2 min");
  await expect(consolePage.huntAnswer).toContainText(/\S/);
  await expect(consolePage.auditRows.first()).toContainText(server.gameMaster.name);

  // The places are for those with the right, and each opening is on record.
  await consolePage.act("The Harbour Hoard", "Places");
  await expect(consolePage.liveMap).toBeVisible();
  await expect(consolePage.auditRows.filter({ hasText: /places/i })).not.toHaveCount(0);
  expect(await seriousViolations(consolePage.page)).toEqual([]);

  // Loot is dropped on a tile, which a click on the map chooses too.
  expect(await consolePage.chosenOnMap()).toEqual([
    expect.stringMatching(/^\d+$/),
    expect.stringMatching(/^\d+$/),
  ]);
  await consolePage.dropLoot("Copper Bit", OPEN_LAND);
  await expect(consolePage.dropAnswer).toHaveText(
    `A Copper Bit is dropped at ${OPEN_LAND.x}, ${OPEN_LAND.y}.`,
  );

  await consolePage.act("The Harbour Hoard", "Pause");
  await expect(row).toContainText("paused");
  await expect(anne.banner).toContainText(/paused/i);
  await consolePage.act("The Harbour Hoard", "Resume");
  await expect(row).not.toContainText("paused");

  const [cache] = (await qa.caches(hunt)).filter(({ mimic }) => !mimic);
  await anne.probesAt(cache);
  await expect.poll(() => anne.points()).toBeGreaterThan(0);
  await consolePage.endHunt("The Harbour Hoard");
  await qa.setSpeed(50);
  await expect(row.getByRole("button", { name: /^Results/ })).toBeVisible();
  await expect(row).toContainText(/Archived|Over/);
  await qa.setSpeed(1);

  // Its results, on the page and as files.
  await consolePage.act("The Harbour Hoard", "Results");
  await expect(consolePage.results).toContainText("Anne");
  const csv = await readFile(await consolePage.download("CSV"), "utf8");
  expect(csv).toMatch(/^rank,player,name,points,finds,team,bot\r\n1,[^,]+,Anne,\d+,1,,\r\n$/);
  const json = JSON.parse(await readFile(await consolePage.download("JSON"), "utf8")) as {
    rows: { name: string }[];
  };
  expect(json.rows.map(({ name }) => name)).toEqual(["Anne"]);
});

test("a hunt is cancelled with a reason that everybody sees", async ({
  consolePage,
  openHunter,
  qa,
  server,
}) => {
  const anne = await openHunter("Anne");
  await anne.joins();
  const hunt = await qa.announce("governors-silver", { announceSeconds: 3_000 });
  await consolePage.signIn(server.gameMaster);
  await consolePage.act("The Governor's Silver", "Cancel");
  expect(await seriousViolations(consolePage.page)).toEqual([]);
  // The notice is shown for seconds only.
  await Promise.all([
    expect(anne.game.notices).toContainText("The tide is too high"),
    consolePage.cancelFor("The tide is too high"),
  ]);
  await expect.poll(() => anne.phaseOf(hunt)).not.toBe("announced");
  await expect
    .poll(async () => (await fetch(new URL("fair/log.json", server.gameUrl))).text())
    .toContain("The tide is too high");
});

test("while no hunt is announced by schedule, one is started from the list of all", async ({
  consolePage,
  server,
}) => {
  await consolePage.signIn(server.gameMaster);
  await consolePage.startHunt("The Widow's Lantern");
  await expect(consolePage.huntAnswer).toContainText("The Widow's Lantern, is announced");
  await expect(consolePage.hunt("The Widow's Lantern")).toContainText("Announced");
});
