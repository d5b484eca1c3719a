// `npm run tutorial`: a newcomer plays the tutorial in Chromium by mouse, by touch and by keyboard, and the times are printed.
import { join } from "node:path";
import { ensureBuilt, ensureInstalled, NODE, ROOT, runSync } from "./lib.mjs";
import { ensureSystemTools } from "./systemTools.mjs";

ensureInstalled();
const { chromium } = ensureSystemTools();
ensureBuilt();
const config = join(ROOT, "e2e/playwright.config.ts");
const cli = join(ROOT, "e2e/node_modules/@playwright/test/cli.js");
runSync(NODE, [cli, "test", "--config", config, "tutorial.spec"], {
  env: { ...process.env, DOUBLOON_TEST_CHROMIUM: chromium, PLAYWRIGHT_TUTORIAL: "yes" },
});
