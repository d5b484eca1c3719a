// Playwright's settings: one worker, no retries, software rendering.
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "specs",
  // Pictures are taken by `npm run screens` only.
  testIgnore: process.env["PLAYWRIGHT_SCREENS"] === undefined ? ["**/screens.spec.ts"] : [],
  outputDir: "test-results",
  // Software rendering on two cores: with one browser at a time every test stays far below its timeout.
  workers: 1,
  // A single failure means that the test or the product is broken.
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: process.env["PLAYWRIGHT_JSON_OUTPUT_NAME"] ? [["line"], ["json"]] : [["line"]],
  forbidOnly: Boolean(process.env["CI"]),
  use: {
    viewport: { width: 1280, height: 800 },
    screenshot: "only-on-failure",
    trace: "off",
    launchOptions: {
      executablePath: process.env["DOUBLOON_TEST_CHROMIUM"] ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--use-angle=swiftshader",
        "--enable-unsafe-swiftshader",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--mute-audio",
      ],
    },
  },
});
