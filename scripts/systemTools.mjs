// Finds the programs that the tests use and npm does not bring: a Chromium and a redis-server. On Debian as root it
// installs them; elsewhere it says what to install.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fail, runSync } from "./lib.mjs";

const TOOLS = [
  {
    name: "chromium",
    variable: "DOUBLOON_TEST_CHROMIUM",
    programs: ["chromium", "chromium-browser", "google-chrome"],
    debian: "chromium",
  },
  {
    name: "redis-server",
    variable: "DOUBLOON_TEST_REDIS",
    programs: ["redis-server"],
    debian: "redis-server",
  },
];

function find({ variable, programs }) {
  if (process.env[variable]) return process.env[variable];
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    for (const program of programs) {
      const path = join(folder, program);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not in this folder.
      }
    }
  }
  return undefined;
}

/** Keeps Debian from starting what it installs: the tests start their own redis-server on a free port. */
function withoutServices(install) {
  const policy = "/usr/sbin/policy-rc.d";
  const mine = !existsSync(policy);
  if (mine) writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    install();
  } finally {
    if (mine) rmSync(policy, { force: true });
  }
}

/** Returns the paths of Chromium and redis-server, installing them where that is possible. */
export function ensureSystemTools() {
  const missing = TOOLS.filter((tool) => find(tool) === undefined);
  if (missing.length > 0) {
    const canInstall = existsSync("/etc/debian_version") && process.getuid?.() === 0;
    if (!canInstall) {
      fail(
        `the tests need ${missing.map((tool) => tool.name).join(" and ")}: install them ` +
          `(or set ${missing.map((tool) => tool.variable).join(" and ")} to their paths) and run npm test again`,
      );
    }
    console.log(`doubloon: installing ${missing.map((tool) => tool.debian).join(" and ")} (first run only)`);
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    runSync("apt-get", ["update", "-qq"], { env });
    withoutServices(() => {
      const options = ["-o", "Dpkg::Use-Pty=0", "-qq", "-y", "--no-install-recommends"];
      const packages = missing.map((tool) => tool.debian);
      return spawnSync("apt-get", ["install", ...options, ...packages], {
        env,
        stdio: ["ignore", "ignore", "inherit"],
      });
    });
  }
  const [chromium, redisServer] = TOOLS.map((tool) => find(tool) ?? fail(`${tool.name} is not to be found`));
  return { chromium, redisServer };
}
