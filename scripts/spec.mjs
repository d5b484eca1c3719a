// Runs one of the end-to-end specs by itself, for the commands that are such a spec.
import { join } from "node:path";
import { ensureBuilt, ensureInstalled, NODE, ROOT, runSync } from "./lib.mjs";
import { ensureChromium } from "./systemTools.mjs";

/** Playwright's command line for the end-to-end tests, for Node. */
export const PLAYWRIGHT = [
  join(ROOT, "e2e/node_modules/@playwright/test/cli.js"),
  "test",
  "--config",
  join(ROOT, "e2e/playwright.config.ts"),
];

/** Runs a spec in Chromium with these variables; a failure ends this process. */
export function runSpec(spec, variables) {
  ensureInstalled();
  const chromium = ensureChromium();
  ensureBuilt();
  runSync(NODE, [...PLAYWRIGHT, spec], {
    env: { ...process.env, DOUBLOON_TEST_CHROMIUM: chromium, ...variables },
  });
}
