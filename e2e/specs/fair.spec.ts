import { DoubloonServer } from "../fixtures/doubloonServer.ts";
import { expect, seriousViolations, test } from "../fixtures/test.ts";
import { FairPage } from "../pages/fairPage.ts";

let server: DoubloonServer;

/** Calls the control interface for tests. */
async function qa(path: string, body: object): Promise<unknown> {
  const response = await fetch(new URL(`qa/${path}`, server.gameUrl), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(response.status, await response.clone().text()).toBe(200);
  return response.json();
}

/** A server with one hunt that ran to its end and one that was cancelled in its first wave. */
test.beforeAll(async () => {
  server = await DoubloonServer.start(41, "--qa");
  const short = { announceSeconds: 10, countdownSeconds: 5, waveSeconds: [30] };
  await qa("hunts", { definition: "governors-silver", ...short });
  await qa("clock", { speed: 50 });
  await expect.poll(() => logOf("revealed")).toEqual([1]);
  await qa("hunts", { definition: "governors-silver", ...short, waveSeconds: [3000] });
  await expect.poll(() => logOf("sealed")).toEqual([1, 2]);
  await qa("orders", { act: "cancel", hunt: 2, reason: "the tide is wrong" });
  await expect.poll(() => logOf("cancelled")).toEqual([2]);
  await qa("clock", { speed: 1 });
});
test.afterAll(() => server.remove());

/** The hunts of the log's entries of a type. */
async function logOf(type: string): Promise<number[]> {
  const log = (await (await fetch(new URL("fair/log.json", server.gameUrl))).json()) as {
    entries: { body: { type: string; hunt: number } }[];
  };
  return log.entries.filter(({ body }) => body.type === type).map(({ body }) => body.hunt);
}

test("a reader sees that the log holds, and each hunt planned again", async ({ page }) => {
  const fair = new FairPage(page, server.gameUrl);
  await fair.open();
  expect(await fair.verdict()).toBe("holds");
  const hunts = await fair.hunts();
  expect(hunts.length).toBe(2);
  expect(hunts[0]).toMatch(/^2\. The Governor's Silver.*cancelled, secret published.*✓ places$/s);
  expect(hunts[1]).toMatch(/^1\. The Governor's Silver.*over, secret published.*✓ places$/s);
  expect(await seriousViolations(page)).toEqual([]);
});

test("a reader sees one hunt, its caches on the map, and its results confirmed", async ({ page }) => {
  const fair = new FairPage(page, server.gameUrl);
  await fair.open(1);
  expect(await fair.verdict()).toBe("holds");
  expect(await fair.stepsDone()).toEqual([
    "The server bound itself to a secret",
    "The places were fixed before the start",
    "The secret was published",
    "Your browser planned the hunt again",
    "The results are those of the log",
  ]);
  expect(await fair.cachesDrawn()).toBe(6);
  expect(await seriousViolations(page)).toEqual([]);
});

test("a forged log is refused with the reason", async ({ page }) => {
  const fair = new FairPage(page, server.gameUrl);
  await fair.forgeLog((text) => text.replace("the tide is wrong", "the tide is right"));
  await fair.open();
  expect(await fair.verdict()).toBe("broken");
  expect(await fair.verdictText()).toMatch(/entry \d+: it does not have its hash/);
  expect(await seriousViolations(page)).toEqual([]);
});

test("a page without an answer says that the log could not be read", async ({ page }) => {
  const fair = new FairPage(page, server.gameUrl);
  await fair.forgeLog(() => "no log");
  await fair.open();
  expect(await fair.verdict()).toBe("unread");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true });

  test("both pages fit its width", async ({ page }) => {
    const fair = new FairPage(page, server.gameUrl);
    for (const hunt of [undefined, 1, 2, 77]) {
      await fair.open(hunt);
      expect(await fair.isTooWide()).toBe(false);
      expect(await seriousViolations(page)).toEqual([]);
    }
  });
});
