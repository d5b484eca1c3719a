// `npm run chart`: measures in a real Chromium, in a page of a phone's size, how long a reading takes to be shaded on the chart, at
// full speed and with the processor slowed down as DevTools does it.
import { readArguments } from "./lib.mjs";
import { withTestPage } from "./testPage.mjs";

const RATES = [1, 4, 6];
const LIMIT_MS = 50;
const PHONE = { width: 390, height: 844 };

readArguments("npm run chart");
await withTestPage("chart", PHONE, async (page) => {
  await page.waitForFunction(() => window.measureChart !== undefined);
  const session = await page.context().newCDPSession(page);
  const work = async () => {
    const times = [];
    for (let i = 0; i < 5; i++) times.push(await page.evaluate(() => window.measureWork()));
    return Math.min(...times);
  };
  const fullSpeedMs = await work();
  console.log("where    slower  zone      first   median  longest of the following readings");
  for (const rate of RATES) {
    await session.send("Emulation.setCPUThrottlingRate", { rate });
    const slower = (await work()) / fullSpeedMs;
    for (const where of ["worker", "page"]) {
      const rows = await page.evaluate((place) => window.measureChart(place), where);
      // DevTools slows the page's thread down; what it does to a worker shows in the figures themselves.
      const factor = where === "page" ? `${slower.toFixed(1)}x` : `(${rate}x)`;
      for (const { sideTiles, firstMs, medianMs, longestMs } of rows) {
        const cells = [firstMs, medianMs, longestMs].map((ms) => `${ms.toFixed(1)} ms`.padStart(8));
        const verdict = Math.max(firstMs, longestMs) > LIMIT_MS ? `  over ${LIMIT_MS} ms` : "";
        console.log(
          `${where.padEnd(8)} ${factor.padEnd(6)} ${`${sideTiles}x${sideTiles}`.padEnd(8)} ${cells.join(" ")}${verdict}`,
        );
      }
    }
  }
});
