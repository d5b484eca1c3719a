import { expect } from "@playwright/test";
import { test } from "../fixtures/hunt.ts";
import { OPEN_LAND, openZone } from "../fixtures/land.ts";
import { seriousViolations } from "../fixtures/test.ts";
import { FairPage } from "../pages/fairPage.ts";

const CACHES = 28;

/**
 * A hunt around OPEN_LAND: two long waves that the test ends. With half of the caches mimics the first wave has both kinds, but
 * for one hunt in thousands.
 */
function huntOf(caches: number, mimicOneIn: number): object {
  return {
    announceSeconds: 600,
    countdownSeconds: 5,
    waveSeconds: [900, 900],
    minCaches: caches,
    maxCaches: caches,
    mimicOneIn,
    zone: { rect: openZone },
  };
}

test("six people in two teams hunt from the announcement to the podium, and check that it was fair", async ({
  openHunter,
  qa,
  page,
  server,
}) => {
  test.setTimeout(420_000);
  const names = ["Anne", "Bess", "Cora", "Dirk", "Egon"];
  const [anne, bess, cora, dirk, egon] = await Promise.all(names.map((name) => openHunter(name)));
  const five = [anne, bess, cora, dirk, egon];
  for (const hunter of five) await hunter.joins();

  // The announcement: everybody gathers in the zone and is in the hunt by that alone.
  const hunt = await qa.announce("governors-silver", huntOf(CACHES, 2));
  await expect(anne.banner).toHaveAttribute("data-phase", "announced");
  for (const hunter of five) {
    await hunter.standsAt(OPEN_LAND);
    await expect.poll(() => hunter.huntEntered()).toBe(hunt);
  }
  const brigands = await anne.makesTeam();
  await bess.joinsTeam(brigands);
  await cora.joinsTeam(brigands);
  await egon.joinsTeam(await dirk.makesTeam());
  const team = await anne.opens("team");
  await expect(anne.teamMembers).toHaveCount(3);
  expect(await seriousViolations(anne.game.page)).toEqual([]);
  await anne.closes("team");
  await expect(team).toBeHidden();

  await qa.stepUntilPhase(hunt, "running");
  for (const hunter of five) await expect.poll(() => hunter.phaseOf(hunt)).toBe("running");
  const caches = await qa.caches(hunt);
  expect(caches.length).toBe(CACHES);
  const [shared] = caches.filter(({ wave, mimic }) => wave === 0 && !mimic);
  const [mimic] = caches.filter(({ wave, mimic: isMimic }) => wave === 0 && isMimic);

  // A piece of chart for the team, and a reading that the whole team sees.
  await expect.poll(() => anne.clues("piece")).toBeGreaterThan(0);
  await anne.reads();
  await expect.poll(async () => (await bess.hunting()).readings.length).toBeGreaterThan(0);
  const clues = await anne.opens("clues");
  await expect(clues.getByTestId("clue-piece")).toBeVisible();
  expect(await seriousViolations(anne.game.page)).toEqual([]);
  await anne.closes("clues");

  // Two dig up one cache together; both get points, and the team with them.
  for (const hunter of [anne, bess]) await hunter.standsAt(shared);
  await Promise.all([anne.digs(), bess.digs()]);
  await expect.poll(async () => (await qa.caches(hunt))[shared.index].state).toBe("found");
  await expect(cora.ticker).toContainText("Anne");
  await expect.poll(() => anne.points()).toBeGreaterThan(0);
  await expect.poll(() => bess.points()).toBeGreaterThan(0);

  // A mimic holds who struck it, and gives a true hint.
  const hintsBefore = await dirk.clues("hint");
  await dirk.probesAt(mimic);
  await expect.poll(async () => (await qa.caches(hunt))[mimic.index].state).toBe("found");
  await expect.poll(() => dirk.clues("hint")).toBeGreaterThan(hintsBefore);

  // A hunter who comes in the last wave can still win the crown.
  await qa.stepUntilPhase(hunt, "running", 2);
  const finn = await openHunter("Finn");
  await finn.joins();
  const crown = caches.find(({ tier, wave }) => wave === 1 && tier === "crown");
  if (crown === undefined) throw new Error("the last wave holds no crown");
  await finn.standsAt(OPEN_LAND);
  await expect.poll(() => finn.huntEntered()).toBe(hunt);
  await finn.probesAt(crown);
  await expect.poll(async () => (await qa.caches(hunt))[crown.index].state).toBe("found");
  await expect.poll(() => finn.points()).toBeGreaterThan(await anne.points());
  const boards = await anne.opens("boards");
  await expect(boards).toContainText("Finn");
  expect(await seriousViolations(anne.game.page)).toEqual([]);
  await anne.closes("boards");

  // The podium, with the latecomer on top and both teams.
  await qa.stepUntilPhase(hunt, "podium");
  await expect(finn.podium).toBeVisible();
  await expect(anne.podium).toBeVisible();
  await expect(finn.podium.getByTestId("podium-step").filter({ hasText: "Finn" })).toHaveAttribute(
    "data-rank",
    "1",
  );
  await expect(anne.podium.getByTestId("podium-teams").getByRole("row")).not.toHaveCount(0);
  expect(await seriousViolations(finn.game.page)).toEqual([]);

  // The secret is out, and the browser comes to the same places.
  const address = await finn.fairnessAddress();
  const logged = () => fetch(new URL("fair/log.json", server.gameUrl)).then((answer) => answer.text());
  await qa.stepUntil(async () => (await logged()).includes('"revealed"'));
  const fair = new FairPage(page, server.gameUrl);
  expect(address).toBe(new URL(`fair/${hunt}`, server.gameUrl).href);
  await fair.open(hunt);
  expect(await fair.verdict()).toBe("holds");
  expect(await fair.stepsDone()).toContain("Your browser planned the hunt again");
  expect(await fair.cachesDrawn()).toBe(CACHES);
});

test("a hunt goes on where it was after a restart of the server", async ({ openHunter, qa, server }) => {
  test.setTimeout(240_000);
  const anne = await openHunter("Anne");
  await anne.joins();
  const hunt = await qa.announce("governors-silver", huntOf(8, 0));
  await anne.standsAt(OPEN_LAND);
  await expect.poll(() => anne.huntEntered()).toBe(hunt);
  await qa.stepUntilPhase(hunt, "running");
  await expect.poll(() => anne.phaseOf(hunt)).toBe("running");
  await expect.poll(() => anne.clues("piece")).toBeGreaterThan(0);
  await anne.reads();
  const [first, second] = (await qa.caches(hunt)).filter(({ wave }) => wave === 0);
  await anne.probesAt(first);
  await expect.poll(() => anne.points()).toBeGreaterThan(0);
  const points = await anne.points();
  const { readings } = await anne.hunting();

  expect(await server.stop()).toBe(0);
  await expect(anne.game.reconnecting).toBeVisible();
  await server.startAgain();
  await anne.game.untilPlaying();

  // Points, clues and the chart are still hers, nothing found comes back, and the rest can be found.
  await expect.poll(() => anne.huntEntered()).toBe(hunt);
  await expect.poll(() => anne.points()).toBe(points);
  await expect
    .poll(async () => (await anne.hunting()).readings.length)
    .toBeGreaterThanOrEqual(Math.min(1, readings.length));
  await expect.poll(() => anne.clues("piece")).toBeGreaterThan(0);
  const after = await qa.caches(hunt);
  expect(after[first.index]).toMatchObject({ state: "found", x: first.x, y: first.y });
  await anne.probesAt(second);
  await expect.poll(() => anne.points()).toBeGreaterThan(points);
});
