// `npm run screens [-- FOLDER]`: takes a picture of every screen of the game, on a desktop and on a phone, and of the console.
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { ensureBuilt, ensureInstalled, NODE, ROOT, runSync } from "./lib.mjs";
import { ensureSystemTools } from "./systemTools.mjs";

const folder = resolve(process.argv[2] ?? "screens");
ensureInstalled();
const { chromium } = ensureSystemTools();
ensureBuilt();
mkdirSync(folder, { recursive: true });
const config = join(ROOT, "e2e/playwright.config.ts");
const cli = join(ROOT, "e2e/node_modules/@playwright/test/cli.js");
runSync(NODE, [cli, "test", "--config", config, "screens.spec"], {
  env: { ...process.env, DOUBLOON_TEST_CHROMIUM: chromium, PLAYWRIGHT_SCREENS: folder },
});
console.log(`The pictures are in ${folder}`);
