import { expect } from "@playwright/test";
import { test } from "../fixtures/hunt.ts";
import { NewcomerPage, type Way } from "../pages/newcomerPage.ts";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 1 };
const DESKTOP = { viewport: { width: 1_280, height: 800 } };

/** The order of the tutorial. */
const ORDER = ["coin", "read", "1 of 3 readings", "2 of 3 readings", "dig", "invite"];
/**
 * What the tutorial is made for is 8, 30, 45 and 60 s. The world's ticks go on while a slow machine draws, so the limits leave room for that.
 */
const LIMIT_TICKS = { read: 600, dig: 1_600, invite: 2_400 };

for (const way of ["mouse", "touch", "keys"] as const satisfies readonly Way[]) {
  test(`a newcomer plays the tutorial with ${way}, from the coin to the invitation`, async ({
    openHunter,
    qa,
  }) => {
    test.setTimeout(240_000);
    await qa.announce("governors-silver", { announceSeconds: 1_200 });
    const { game } = await openHunter("Nelly", way === "touch" ? PHONE : DESKTOP);
    const newcomer = new NewcomerPage(game, way);
    await newcomer.joins("Nelly");
    await newcomer.picksUpTheCoin();
    await newcomer.takesThreeReadings();
    await newcomer.digsUpTheChest();
    await expect(newcomer.tutorial).toContainText("The Governor's Silver");

    const moments = await newcomer.moments();
    const ticksOf = (what: string) => moments.find((moment) => moment.what === what)?.ticks ?? Number.NaN;
    console.log(
      `tutorial by ${way}: ${moments.map(({ what, ticks }) => `${what} ${ticks}`).join(", ")} (ticks)`,
    );
    expect(moments.map(({ what }) => what).filter((what) => ORDER.includes(what))).toEqual(ORDER);
    for (const [what, limit] of Object.entries(LIMIT_TICKS)) expect(ticksOf(what), what).toBeLessThan(limit);
  });
}
