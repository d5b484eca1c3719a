// Builds one of the client's pages for measuring and opens it in a real Chromium, without a server.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { ensureInstalled, NODE, ROOT, runSync } from "./lib.mjs";
import { ensureChromium } from "./systemTools.mjs";

/** Of the files of a built page, by extension. */
export const CONTENT_TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
const ORIGIN = "http://localhost/";

/** Opens `apps/client/NAME.html` in a window of that size, and calls `use` with the page. */
export async function withTestPage(name, viewport, use) {
  ensureInstalled();
  const executablePath = ensureChromium();
  const folder = mkdtempSync(join(tmpdir(), "doubloon-page-"));
  let browser;
  try {
    runSync(
      NODE,
      ["node_modules/vite/bin/vite.js", "build", "--config", "frames.vite.config.ts", "--logLevel", "error"],
      {
        cwd: join(ROOT, "apps/client"),
        env: { ...process.env, FRAMES_OUT: folder, FRAMES_PAGE: `${name}.html` },
      },
    );
    const { chromium } = createRequire(join(ROOT, "e2e/package.json"))("@playwright/test");
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--mute-audio"] });
    const page = await (await browser.newContext({ viewport })).newPage();
    page.on("pageerror", (error) => console.error(`page: ${error.message}`));
    await page.route(`${ORIGIN}**`, (route) => {
      const path = new URL(route.request().url()).pathname;
      const contentType = CONTENT_TYPES[extname(path)] ?? "application/octet-stream";
      return route.fulfill({ contentType, body: readFileSync(join(folder, path)) });
    });
    await page.goto(`${ORIGIN}${name}.html`);
    return await use(page);
  } finally {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
