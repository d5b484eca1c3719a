// `npm test`: installs what is missing, runs all checks and tests, and ends with one line of counts.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { check } from "./check.mjs";
import { ensureBuilt, ensureInstalled, NODE, ROOT, readArguments } from "./lib.mjs";
import { PLAYWRIGHT } from "./spec.mjs";
import { ensureSystemTools } from "./systemTools.mjs";

const REPORTS = join(ROOT, "node_modules/.cache/doubloon/reports");

/** Runs one suite and reads its report; a suite without a report counts as one failure. */
function runSuite(name, args, report, count, env = {}) {
  console.log(`\ndoubloon: ${name}`);
  rmSync(report, { force: true });
  const { status } = spawnSync(NODE, args, {
    cwd: ROOT,
    stdio: "inherit",
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined, ...env },
  });
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const counts = count(JSON.parse(readFileSync(report, "utf8")));
  if (status !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

readArguments("npm test, which runs everything; CONTRIBUTING.md says how to run one suite");
ensureInstalled();
const { chromium, redisServer } = ensureSystemTools();
check();
ensureBuilt();
mkdirSync(REPORTS, { recursive: true });

const tools = { DOUBLOON_TEST_CHROMIUM: chromium, DOUBLOON_TEST_REDIS: redisServer };
/** Runs tests by vitest with a configuration of the repository. */
function runVitest(name, config) {
  const report = join(REPORTS, `${config}.json`);
  const args = ["run", "--config", join(ROOT, config), "--reporter=default", "--reporter=json"];
  return runSuite(
    name,
    [join(ROOT, "node_modules/vitest/vitest.mjs"), ...args, `--outputFile.json=${report}`],
    report,
    ({ numPassedTests, numFailedTests, numPendingTests }) => ({
      passed: numPassedTests,
      failed: numFailedTests,
      skipped: numPendingTests,
    }),
    tools,
  );
}

const unit = runVitest("unit and integration tests", "vitest.config.ts");

const e2eReport = join(REPORTS, "e2e.json");
const e2e = runSuite(
  "end-to-end tests in Chromium",
  PLAYWRIGHT,
  e2eReport,
  ({ stats }) => ({ passed: stats.expected, failed: stats.unexpected, skipped: stats.skipped }),
  { ...tools, PLAYWRIGHT_JSON_OUTPUT_NAME: e2eReport },
);

const system = runVitest("tests of whole systems", "vitest.system.config.ts");

const total = (key) => unit[key] + e2e[key] + system[key];
console.log(`\n${total("passed")} passed, ${total("failed")} failed, ${total("skipped")} skipped`);
process.exit(total("failed") === 0 ? 0 : 1);
