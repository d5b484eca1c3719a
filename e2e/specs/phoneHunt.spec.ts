import { expect } from "@playwright/test";
import { test } from "../fixtures/hunt.ts";
import { OPEN_LAND, openZone } from "../fixtures/land.ts";
import { seriousViolations } from "../fixtures/test.ts";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 1 };

test("with one hand on a phone a hunter reads, opens the clues and digs a cache up", async ({
  openHunter,
  qa,
}) => {
  test.setTimeout(240_000);
  const paula = await openHunter("Paula", PHONE);
  await paula.joins();
  const hunt = await qa.announce("governors-silver", {
    announceSeconds: 600,
    countdownSeconds: 5,
    waveSeconds: [900],
    minCaches: 6,
    maxCaches: 6,
    zone: { rect: openZone },
  });
  await paula.standsAt(OPEN_LAND);
  await expect.poll(() => paula.huntEntered()).toBe(hunt);
  await qa.stepUntilPhase(hunt, "running");
  await expect.poll(() => paula.phaseOf(hunt)).toBe("running");

  await paula.reads();
  await expect.poll(() => paula.widerThanTheScreen()).toEqual([]);
  await expect.poll(() => paula.clues("piece")).toBeGreaterThan(0);
  await paula.opens("clues");
  await expect.poll(() => paula.widerThanTheScreen()).toEqual([]);
  expect(await seriousViolations(paula.game.page)).toEqual([]);
  await paula.closes("clues");

  const [cache] = (await qa.caches(hunt)).filter(({ mimic }) => !mimic);
  await paula.probesAt(cache);
  await expect.poll(() => paula.points()).toBeGreaterThan(0);
  await expect.poll(() => paula.widerThanTheScreen()).toEqual([]);
});

test("what opens on a phone can be used by everybody, and fits", async ({ openHunter, qa }) => {
  await qa.announce("governors-silver", { announceSeconds: 1_200 });
  const paula = await openHunter("Paula", PHONE);
  const { game } = paula;
  const isSound = async () => {
    expect(await seriousViolations(game.page)).toEqual([]);
    await expect.poll(() => paula.widerThanTheScreen()).toEqual([]);
  };
  await isSound();
  await game.play("Paula");
  await expect(paula.tutorial).toBeVisible();
  await isSound();
  await paula.skipsTheTutorial();
  for (const panel of ["emotes", "boards", "team"] as const) {
    await paula.opens(panel);
    await isSound();
    await paula.closes(panel);
  }
  await game.openSettings();
  await expect(game.settingsDialog).toContainText("Read the detector");
  await isSound();
  await game.closeSettings();
  await game.openMap();
  await isSound();
});
