import { expect } from "@playwright/test";
import { test } from "../fixtures/hunt.ts";
import { seriousViolations } from "../fixtures/test.ts";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 1 };

test("with one hand on a phone a hunter reads, opens the clues and digs a cache up", async ({
  openHunter,
  qa,
}) => {
  test.setTimeout(240_000);
  const paula = await openHunter("Paula", PHONE);
  await paula.joins();
  const home = await paula.game.tile();
  if (home === null) throw new Error("Paula is nowhere");
  const hunt = await qa.announce("governors-silver", {
    announceSeconds: 600,
    countdownSeconds: 5,
    waveSeconds: [900],
    minCaches: 6,
    maxCaches: 6,
    zone: { rect: { x: Math.max(0, home.x - 48), y: Math.max(0, home.y - 48), width: 96, height: 96 } },
  });
  await paula.standsAt(home);
  await expect.poll(() => paula.huntEntered()).toBe(hunt);
  await qa.stepUntilPhase(hunt, "running");
  await expect.poll(() => paula.phaseOf(hunt)).toBe("running");

  await paula.reads();
  await expect.poll(() => paula.widerThanTheScreen()).toEqual([]);
  await expect.poll(() => paula.clues("piece")).toBe(1);
  await paula.opens("clues");
  expect(await paula.widerThanTheScreen()).toEqual([]);
  expect(await seriousViolations(paula.game.page)).toEqual([]);
  await paula.closes("clues");

  const [cache] = (await qa.caches(hunt)).filter(({ mimic }) => !mimic);
  await paula.probesAt(cache);
  await expect.poll(() => paula.points()).toBeGreaterThan(0);
  expect(await paula.widerThanTheScreen()).toEqual([]);
});

test("what opens on a phone can be used by everybody, and fits", async ({ openHunter, qa }) => {
  await qa.announce("governors-silver", { announceSeconds: 1_200 });
  const paula = await openHunter("Paula", PHONE);
  const { game } = paula;
  const isSound = async () => {
    expect(await seriousViolations(game.page)).toEqual([]);
    expect(await paula.widerThanTheScreen()).toEqual([]);
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
