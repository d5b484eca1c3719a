// From the console to a flame graph: a process is recorded, looked at by pointer and keyboard, downloaded; and its log level
// is changed.
import { expect, seriousViolations, test } from "../fixtures/test.ts";
import { ProcessesPanel } from "../pages/processesPanel.ts";

test("a game master records the server, looks at the flame graph and downloads it", async ({
  consolePage,
  server,
}) => {
  const { page } = consolePage;
  await consolePage.signIn(server.gameMaster);
  // From here on: before, the page asks who is signed in, which is refused.
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(error.message));
  const panel = new ProcessesPanel(page);

  await panel.record("CPU", 3);
  await expect(panel.answer).toHaveText("Recording for 3 s.");
  await panel.show("CPU of world, 3 s");
  await expect(panel.summary).toContainText("Busy for");
  await expect(panel.frames.first()).toBeVisible();
  await expect(panel.topRows.first()).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);

  const all = await panel.frames.count();
  await panel.press("ArrowDown");
  await expect(panel.looked).toContainText("(root)");
  await panel.press("ArrowDown");
  await expect(panel.looked).not.toContainText("(root)");
  await panel.press("Enter");
  await panel.press("Home");
  await expect(panel.frames).toHaveCount(all);
  // Which functions are sampled is chance, so it is one that the table has.
  await panel.search((await panel.topRows.first().getByRole("rowheader").textContent()) ?? "");
  await expect(panel.dialog.getByText(/^[1-9]\d* found$/)).toBeVisible();
  await expect(consolePage.panel("audit")).toContainText("recorded the CPU of process world for 3 s");

  const { name, text } = await panel.download();
  expect(name).toMatch(/^doubloon-world-[\dT-]+\.cpuprofile$/);
  expect(Object.keys(JSON.parse(text) as object)).toEqual(expect.arrayContaining(["nodes", "samples"]));
  await panel.close();

  await page.setViewportSize({ width: 390, height: 800 });
  await panel.record("Allocations", 3);
  await panel.show("Allocations of world, 3 s");
  await expect(panel.summary).toContainText("allocated.");
  await expect(panel.frames.first()).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);
  await panel.close();

  await panel.setLogLevel("debug", 1);
  await expect(panel.level).toContainText("Log level debug until");
  expect(problems).toEqual([]);
});

test("a panel that cannot be loaded says so, and the others go on", async ({ consolePage, server }) => {
  await consolePage.page.route(/processesBody/, (route) => route.abort());
  await consolePage.signIn(server.gameMaster);
  await expect(consolePage.problemOf("processes")).toContainText("This panel has failed");
  await expect(consolePage.panel("hunts")).toContainText("Start a hunt");
  await expect(consolePage.linkState).toHaveText("Live");
});
