// Not a test: takes a picture of every screen of the game, on a desktop and on a phone, and of the console, for people to look at.
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, expect, type Page } from "@playwright/test";
import { DoubloonServer } from "../fixtures/doubloonServer.ts";
import { fillQueue } from "../fixtures/fillQueue.ts";
import { QaControl } from "../fixtures/qaControl.ts";
import { test } from "../fixtures/test.ts";
import { ConsolePage } from "../pages/consolePage.ts";
import { FairPage } from "../pages/fairPage.ts";
import { GamePage } from "../pages/gamePage.ts";
import { HunterPage } from "../pages/hunterPage.ts";
import { NewcomerPage } from "../pages/newcomerPage.ts";
import type { Tile } from "../pages/tile.ts";

const FOLDER = process.env["PLAYWRIGHT_SCREENS"] ?? "";
const DESKTOP = { viewport: { width: 1_280, height: 800 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

const devices: readonly (readonly [string, BrowserContextOptions])[] = [
  ["desktop", DESKTOP],
  ["phone", PHONE],
];

const shot = (page: Page, name: string) => page.screenshot({ path: join(FOLDER, `${name}.png`) });

async function open(browser: Browser, options: BrowserContextOptions, server: DoubloonServer) {
  const game = new GamePage(await (await browser.newContext(options)).newPage(), server.gameUrl);
  await game.open();
  return game;
}

for (const [device, options] of devices) {
  test(`the tutorial and a hunt on a ${device}`, async ({ browser }) => {
    test.setTimeout(900_000);
    const server = await DoubloonServer.start(7, "--qa", "--bots", "16");
    const qa = new QaControl(() => server.gameUrl);
    await qa.stopSchedule();
    const take = (page: Page, name: string) => shot(page, `${device}-${name}`);
    try {
      const game = await open(browser, options, server);
      const { page } = game;
      await take(page, "01-start");
      const newcomer = new NewcomerPage(game, device === "phone" ? "touch" : "mouse");
      await newcomer.joins("Nelly");
      await expect(newcomer.tutorial).toBeVisible();
      await expect(page.getByTestId("tutorial-target")).toHaveAttribute("data-x", /./);
      await page.waitForTimeout(500);
      await take(page, "02-tutorial-coin");
      await newcomer.picksUpTheCoin();
      await take(page, "03-tutorial-read");
      await newcomer.takesThreeReadings();
      await take(page, "04-tutorial-dig");
      await newcomer.digsUpTheChest();
      await take(page, "05-tutorial-invite");
      await page.getByTestId("tutorial-skip").click();
      await page.waitForTimeout(3_000);
      await take(page, "06-roaming");
      const nelly = new HunterPage("Nelly", game, qa);
      for (const panel of ["emotes", "boards", "team"] as const) {
        await nelly.opens(panel);
        await take(page, `07-${panel}`);
        await nelly.closes(panel);
      }
      await game.openMap();
      await page.waitForTimeout(2_000);
      await take(page, "08-map");
      await page.keyboard.press("Escape");
      await game.openSettings();
      await take(page, "09-settings");
      await game.closeSettings();

      const other = await open(browser, { viewport: { width: 480, height: 420 } }, server);
      const bess = new HunterPage("Bess", other, qa);
      await bess.joins();
      const home = (await game.tile()) as Tile;
      const hunt = await qa.announce("governors-silver", {
        announceSeconds: 90,
        countdownSeconds: 60,
        waveSeconds: [600, 600],
        minCaches: 10,
        maxCaches: 10,
        mimicOneIn: 3,
        clues: { piece: true, turned: false, riddleSeconds: 5, hintSeconds: 60 },
        zone: { rect: { x: Math.max(0, home.x - 48), y: Math.max(0, home.y - 48), width: 96, height: 96 } },
      });
      await expect(nelly.banner).toHaveAttribute("data-phase", "announced");
      await page.waitForTimeout(1_000);
      await take(page, "10-announced");
      for (const one of [nelly, bess]) {
        await one.standsAt(home);
        await expect.poll(() => one.huntEntered()).toBe(hunt);
      }
      const code = await nelly.makesTeam();
      await bess.joinsTeam(code);
      await nelly.opens("team");
      await take(page, "11-team-of-two");
      await nelly.closes("team");
      await qa.setSpeed(15);
      await expect.poll(() => nelly.phaseOf(hunt), { intervals: [50] }).toBe("countdown");
      await qa.setSpeed(1);
      await take(page, "12-countdown");
      await qa.setSpeed(10);
      await expect.poll(() => nelly.phaseOf(hunt), { intervals: [100] }).toBe("running");
      await qa.setSpeed(1);
      await take(page, "13-running");
      await nelly.reads();
      await page.waitForTimeout(500);
      await take(page, "14-reading");
      for (const far of [6, 11]) {
        await nelly.standsAt(await game.freeTileNear(far));
        await page.waitForTimeout(1_500);
        await expect(page.getByTestId("detector")).toHaveAttribute("data-state", "ready");
        await page.getByTestId("detector").click();
        await page.waitForTimeout(3_000);
      }
      await take(page, "15-three-readings");
      await expect.poll(() => nelly.clues("riddle")).toBeGreaterThan(0);
      await nelly.opens("clues");
      await take(page, "16-clues");
      await nelly.closes("clues");
      await game.openMap();
      await page.waitForTimeout(2_000);
      await take(page, "17-map-in-hunt");
      await page.keyboard.press("Escape");

      const first = (await qa.caches(hunt)).filter(({ wave }) => wave === 0);
      const cache = first.find(({ mimic }) => !mimic);
      const mimic = first.find((one) => one.mimic);
      if (cache !== undefined) {
        await bess.standsAt({ x: cache.x + 1, y: cache.y + 1 });
        await nelly.probesAt(cache);
        await page.waitForTimeout(800);
        await take(page, "18-digging");
        await expect.poll(async () => (await qa.caches(hunt))[cache.index].state).toBe("struck");
        await page.waitForTimeout(800);
        await take(page, "19-struck");
        await expect.poll(async () => (await qa.caches(hunt))[cache.index].state).toBe("found");
        await expect.poll(() => nelly.points()).toBeGreaterThan(0);
        await page.waitForTimeout(300);
        await take(page, "20-found");
      }
      if (mimic !== undefined) {
        await nelly.probesAt(mimic);
        await expect.poll(async () => (await qa.caches(hunt))[mimic.index].state).toBe("found");
        await page.waitForTimeout(500);
        await take(page, "21-mimic");
        await page.waitForTimeout(5_000);
      }
      await nelly.opens("boards");
      await take(page, "22-boards-in-hunt");
      await nelly.closes("boards");
      await qa.setSpeed(60);
      await expect
        .poll(async () => (await nelly.hunting()).hunts[0]?.wave, { intervals: [100], timeout: 90_000 })
        .toBe(2);
      await qa.setSpeed(1);
      await page.waitForTimeout(1_000);
      await take(page, "23-last-wave");
      // Near the crown without digging: the near miss of the podium.
      const crown = (await qa.caches(hunt)).find(({ tier, wave }) => tier === "crown" && wave === 1);
      if (crown !== undefined) {
        await nelly.standsAt(crown);
        await page.waitForTimeout(2_000);
      }
      await qa.setSpeed(60);
      await page.waitForTimeout(9_000);
      await qa.setSpeed(1);
      await take(page, "24-last-seconds");
      await qa.setSpeed(20);
      await expect(nelly.podium).toBeVisible({ timeout: 90_000 });
      await qa.setSpeed(1);
      await page.waitForTimeout(1_500);
      await take(page, "25-podium");
      await page.waitForTimeout(9_000);
      await take(page, "26-replay");
      await qa.setSpeed(60);
      await page.waitForTimeout(3_000);
      await qa.setSpeed(1);
      await take(page, "27-after");
      await page.goto(new URL(`?hunt=${hunt}`, server.gameUrl).href);
      await expect(page.getByTestId("results")).toBeVisible();
      await page.waitForTimeout(3_000);
      await take(page, "28-results");
      const fair = new FairPage(await (await browser.newContext(options)).newPage(), server.gameUrl);
      await fair.open();
      await take(fair.page, "30-fair");
      await fair.open(hunt);
      await fair.page.waitForTimeout(3_000);
      await fair.page.screenshot({ path: join(FOLDER, `${device}-31-fair-hunt.png`), fullPage: true });
    } finally {
      await server.remove();
    }
  });

  test(`queue and lost connection on a ${device}`, async ({ browser }) => {
    test.setTimeout(240_000);
    const server = await DoubloonServer.start(77, "--joins-per-second", "1");
    const stopFilling = fillQueue(server.gameUrl);
    try {
      const game = await open(browser, options, server);
      await game.submitName("Patience");
      await expect(game.queue).toContainText("left");
      await shot(game.page, `${device}-40-queue`);
      stopFilling();
      await game.untilPlaying();
      await server.stop();
      await expect(game.reconnecting).toBeVisible();
      await game.page.waitForTimeout(1_500);
      await shot(game.page, `${device}-41-lost`);
      await server.startAgain();
      await game.untilPlaying();
      const tab = await game.openTab();
      await tab.page.getByTestId("play").click();
      await tab.untilPlaying();
      await expect(game.replaced).toBeVisible();
      await shot(game.page, `${device}-42-replaced`);
    } finally {
      stopFilling();
      await server.remove();
    }
  });
}

test("the console", async ({ browser }) => {
  test.setTimeout(400_000);
  const server = await DoubloonServer.start(7, "--qa", "--bots", "40");
  const qa = new QaControl(() => server.gameUrl);
  try {
    await qa.stopSchedule();
    const game = await open(browser, { viewport: { width: 480, height: 420 } }, server);
    const anne = new HunterPage("Anne", game, qa);
    await anne.joins();
    const home = (await game.tile()) as Tile;
    const hunt = await qa.announce("governors-silver", {
      announceSeconds: 30,
      waveSeconds: [900],
      zone: { rect: { x: Math.max(0, home.x - 48), y: Math.max(0, home.y - 48), width: 96, height: 96 } },
    });
    await anne.standsAt(home);
    await expect.poll(() => anne.huntEntered()).toBe(hunt);
    await qa.setSpeed(20);
    await expect.poll(() => anne.phaseOf(hunt), { intervals: [50] }).toBe("running");
    await qa.setSpeed(1);
    // From here on hunts are scheduled, and listed as such.
    await qa.startSchedule();
    for (const width of [1_440, 1_024, 390]) {
      const context = await browser.newContext({ viewport: { width, height: 900 } });
      const master = new ConsolePage(await context.newPage(), server.consoleUrl);
      await master.signIn(server.gameMaster);
      await master.act("The Governor's Silver", "Places");
      await master.page.waitForTimeout(4_000);
      await shot(master.page, `console-${width}`);
      await master.page.screenshot({ path: join(FOLDER, `console-${width}-whole.png`), fullPage: true });
      const form = await master.newHunt();
      await form.fill({ title: "The Harbour Hoard", id: "harbour-hoard", fewest: "6", waves: "600" });
      await form.dryRun();
      await expect(form.dryRunResult).toContainText("estimate");
      await shot(master.page, `console-${width}-form`);
      await context.close();
    }
  } finally {
    await server.remove();
  }
});
