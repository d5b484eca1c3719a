// `npm run frames`: measures what drawing costs in a real Chromium, and the size of the page's scripts. A crowd made in the page
// stands in for the server's frames, so that no other program takes the cores; the map and its chunks come from a server.
// Prints ms of script an animation frame (median, 95th percentile), the longest pauses taken apart, and compressed sizes.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { createInterface } from "node:readline";
import { printPauses, tracePauses } from "./framePauses.mjs";
import { joinHunt, play } from "./framePlay.mjs";
import { ensureBuilt, ensureInstalled, fail, NODE, ROOT, readArguments, runSync } from "./lib.mjs";
import { printSums, scriptSizes } from "./scriptSizes.mjs";
import { ensureChromium } from "./systemTools.mjs";
import { CONTENT_TYPES } from "./testPage.mjs";

const USAGE =
  "npm run frames -- [--movers 500] [--seconds 8] [--width 640] [--height 400] [--play] [--profile] [--shots FOLDER]";
const { flags } = readArguments(USAGE, {
  movers: { type: "string", default: "500" },
  seconds: { type: "string", default: "8" },
  // A small picture: software rendering of a large one only adds waiting. All movers are drawn whatever its size.
  width: { type: "string", default: "640" },
  height: { type: "string", default: "400" },
  // Instead of a crowd, traces a hunt among bots in the game's own page, with its HUD.
  play: { type: "boolean", default: false },
  // Also prints the functions that take the most time in all.
  profile: { type: "boolean", default: false },
  // Instead of measuring, saves pictures of all poses and marks to this folder.
  shots: { type: "string" },
});
for (const name of ["movers", "seconds", "width", "height"]) {
  if (!/^[1-9]\d{0,4}$/.test(flags[name]))
    fail(`--${name} is ${JSON.stringify(flags[name])}, expected a whole number from 1 to 99999`, 2);
}
const FRAME_LIMIT_MS = 4;
const PAUSE_LIMIT_MS = 10;
const PLAY_BOTS = "60";
/** How long the page may take to be ready on a busy machine. */
const PATIENCE_MS = 120_000;
const UP = /^Doubloon is up: game (\S+)/;

ensureInstalled();
const executablePath = ensureChromium();
ensureBuilt();
const folder = mkdtempSync(join(tmpdir(), "doubloon-frames-"));
runSync(
  NODE,
  ["node_modules/vite/bin/vite.js", "build", "--config", "frames.vite.config.ts", "--logLevel", "warn"],
  {
    cwd: join(ROOT, "apps/client"),
    env: {
      ...process.env,
      FRAMES_OUT: join(folder, "page"),
      // Functions keep their names: the longest pauses are told by them.
      FRAMES_MINIFY: "false",
    },
  },
);
if (flags.shots === undefined) printSums(scriptSizes());
const server = spawn(
  NODE,
  [
    join(ROOT, "apps/server/src/main.ts"),
    ...["--port", "0", "--ops-port", "off", "--log-level", "error"],
    ...(flags.play ? ["--qa", "--bots", PLAY_BOTS] : ["--bots", "0"]),
    ...["--data", join(folder, "data")],
  ],
  { stdio: ["ignore", "pipe", "inherit"] },
);
try {
  const origin = await gameUrl(server);
  await inBrowser(origin);
} finally {
  server.kill("SIGTERM");
  if (server.exitCode === null) await once(server, "exit");
  rmSync(folder, { recursive: true, force: true });
}

async function gameUrl(child) {
  for await (const line of createInterface({ input: child.stdout })) {
    const url = UP.exec(line)?.[1];
    if (url !== undefined) return new URL(url).origin;
  }
  return fail("the server ended before it was up");
}

async function inBrowser(origin) {
  const { chromium } = createRequire(join(ROOT, "e2e/package.json"))("@playwright/test");
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--mute-audio"],
  });
  try {
    const viewport = { width: Number(flags.width), height: Number(flags.height) };
    const page = await browser.newPage({ viewport });
    page.setDefaultTimeout(PATIENCE_MS);
    page.on("pageerror", (error) => console.error(`page: ${error.message}`));
    if (flags.play) {
      await measurePlay(browser, page, origin);
      return;
    }
    const content = await contentUrl(page, origin);
    await page.route(`${origin}/frames/**`, (route) => {
      const path = new URL(route.request().url()).pathname.slice("/frames/".length);
      const contentType = CONTENT_TYPES[extname(path)] ?? "application/octet-stream";
      return route.fulfill({ contentType, body: readFileSync(join(folder, "page", path)) });
    });
    const address = `${origin}/frames/frames.html?content=${encodeURIComponent(content)}&movers=${flags.movers}`;
    if (flags.shots === undefined) await measure(browser, page, address);
    else await takeShots(page, address, flags.shots);
  } finally {
    await browser.close();
  }
}

/** The address of the game's content, as a player's page asks for it. */
async function contentUrl(page, origin) {
  const asked = page.waitForRequest((request) => request.url().includes("/content/"));
  await page.goto(origin);
  await page.getByTestId("play").click();
  return new URL((await asked).url()).pathname;
}

async function measurePlay(browser, page, origin) {
  await joinHunt(page, origin);
  const stop = await tracePauses(browser, page);
  await play(page, Number(flags.seconds));
  const { pauses, profile } = await stop();
  const { readings, movers } = await page.evaluate(() => ({
    readings: window.doubloon.hunting.readings.length,
    movers: window.doubloon.movers.length,
  }));
  console.log(`${flags.seconds} s of a hunt, ${readings} readings, at the end ${movers} others in view`);
  printPauses(pauses, PAUSE_LIMIT_MS);
  if (flags.profile) printProfile(profile);
}

async function measure(browser, page, address) {
  await page.goto(address);
  await page.waitForFunction(
    (movers) => window.frameTimes?.(false).movers >= movers,
    Number(flags.movers) * 0.9,
  );
  // Names are drawn a few at a time, and scripts are compiled in the first seconds.
  await page.waitForFunction((movers) => window.frameTimes(false).frames > movers / 4, Number(flags.movers));
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const { scriptMs, movers } = await sample(page, session);
  const sorted = scriptMs.toSorted((a, b) => a - b);
  const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))].toFixed(2);
  console.log(`${movers} movers in view, ${scriptMs.length} frames in ${flags.seconds} s`);
  console.log(`script a frame by the clock: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, 99 % ${at(0.99)} ms`);
  const stop = await tracePauses(browser, page);
  await page.waitForTimeout(Number(flags.seconds) * 1000);
  const { pauses, profile } = await stop();
  printPauses(pauses, PAUSE_LIMIT_MS);
  if (flags.profile) printProfile(profile);
  // By the clock a frame also waits for the other programs of this machine, and for its graphics if they are software.
  await page.evaluate(() => {
    window.silent = true;
  });
  const { cpuMs } = await sample(page, session);
  console.log(`script a frame by the processor: ${cpuMs.toFixed(2)} ms (at most ${FRAME_LIMIT_MS})`);
}

/** Measures for the seconds of the flag. */
async function sample(page, session) {
  await page.evaluate(() => window.frameTimes(true));
  const before = await scriptSeconds(session);
  await page.waitForTimeout(Number(flags.seconds) * 1000);
  const after = await scriptSeconds(session);
  const times = await page.evaluate(() => window.frameTimes(false));
  return { ...times, cpuMs: ((after - before) * 1000) / times.scriptMs.length };
}

/** Prints the functions with the most time of their own. */
function printProfile({ nodes, samples, timeDeltas }) {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, callFrame.functionName || "(anonymous)"]));
  const totals = new Map();
  for (const [i, id] of samples.entries()) {
    const name = names.get(id);
    totals.set(name, (totals.get(name) ?? 0) + timeDeltas[i] / 1000);
  }
  const first = [...totals].toSorted((a, b) => b[1] - a[1]).slice(0, 30);
  for (const [name, ms] of first) console.log(`${ms.toFixed(0).padStart(7)} ms  ${name}`);
}

async function scriptSeconds(session) {
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "ScriptDuration").value;
}

async function takeShots(page, address, out) {
  const gallery = address.replace(/movers=\d+/, "movers=28&gallery&x=262&y=262");
  for (const [name, tick] of [
    ["day", 100],
    ["dusk", 20000],
    ["night", 23500],
  ]) {
    await page.goto(`${gallery}&tick=${tick}`);
    await page.waitForFunction(() => window.frameTimes?.(false).frames > 40);
    await page.screenshot({ path: join(out, `gallery-${name}.png`) });
  }
  await page.evaluate(() => window.celebrate());
  await page.waitForTimeout(2500);
  await page.screenshot({ path: join(out, "celebration.png") });
}
