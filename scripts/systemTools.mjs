// Finds the programs that the tests need besides npm packages: Chromium, redis-server and reverse proxies. On Debian as root
// it installs them; elsewhere it prints what to install.
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
/** Without them the tests with a proxy are skipped, with a message. */
const PROXY_TOOLS = ["caddy", "nginx", "haproxy", "openssl"].map((name) => ({
  name,
  variable: `DOUBLOON_TEST_${name.toUpperCase()}`,
  programs: [name],
  debian: name,
}));
/** Without them the tests of whole systems are skipped, with a message. Optional, so a mirror that lacks one does no harm. */
const SYSTEM_TOOLS = [
  ["buildah"],
  ["mmdebstrap"],
  ["prometheus"],
  // Network namespaces.
  ["ip", "iproute2"],
].map(([name, debian = name]) => ({
  name,
  variable: `DOUBLOON_TEST_${name.toUpperCase()}`,
  programs: [name],
  debian,
}));
/** Debian's folders for servers are not on every user's path. */
const MORE_FOLDERS = ["/usr/sbin", "/usr/local/sbin"];

function find({ variable, programs }) {
  if (process.env[variable]) return process.env[variable];
  for (const folder of [...(process.env.PATH ?? "").split(delimiter), ...MORE_FOLDERS]) {
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

/** Prevents Debian from starting the installed servers; the tests start their own on free ports. */
function withoutServices(install) {
  const policy = "/usr/sbin/policy-rc.d";
  const isOurs = !existsSync(policy);
  if (isOurs) writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    install();
  } finally {
    if (isOurs) rmSync(policy, { force: true });
  }
}

/** Returns the paths of Chromium and redis-server, after installing them if possible. */
export function ensureSystemTools() {
  const isMissing = (tool) => find(tool) === undefined;
  const canInstall = existsSync("/etc/debian_version") && process.getuid?.() === 0;
  const missing = [...TOOLS, ...PROXY_TOOLS, ...SYSTEM_TOOLS].filter(isMissing);
  const needed = TOOLS.filter(isMissing);
  if (needed.length > 0 && !canInstall) {
    fail(
      `the tests need ${needed.map((tool) => tool.name).join(" and ")}: install them ` +
        `(or set ${needed.map((tool) => tool.variable).join(" and ")} to their paths) and run npm test again`,
    );
  }
  if (missing.length > 0 && !canInstall) {
    const names = missing.map((tool) => tool.name).join(", ");
    console.log(`doubloon: the tests that need them are skipped: install ${names} to run all`);
  } else if (missing.length > 0) {
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
  const [chromium, redisServer] = TOOLS.map((tool) => find(tool) ?? fail(`${tool.name} was not found`));
  return { chromium, redisServer };
}
