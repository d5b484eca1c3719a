// Finds the programs that the tests need besides npm packages: Chromium, redis-server and reverse proxies. On Debian as root
// it installs them; elsewhere it prints what to install.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fail } from "./lib.mjs";

const CHROMIUM = {
  name: "chromium",
  variable: "DOUBLOON_TEST_CHROMIUM",
  programs: ["chromium", "chromium-browser", "google-chrome"],
  debian: "chromium",
};
const REDIS = {
  name: "redis-server",
  variable: "DOUBLOON_TEST_REDIS",
  programs: ["redis-server"],
  debian: "redis-server",
};
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

/** Installs Debian's packages: all at once, and if that fails each by itself, so that one that a mirror lacks does no harm. */
function install(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args) =>
    spawnSync("apt-get", args, { env, stdio: ["ignore", "ignore", "inherit"] }).status === 0;
  const options = ["-o", "Dpkg::Use-Pty=0", "-qq", "-y", "--no-install-recommends"];
  if (!apt("update", "-qq")) console.error("doubloon: apt-get update failed; using the lists that are there");
  withoutServices(() => {
    if (apt("install", ...options, ...packages)) return;
    for (const name of packages) {
      if (!apt("install", ...options, name)) console.error(`doubloon: ${name} could not be installed`);
    }
  });
}

const isMissing = (tool) => find(tool) === undefined;

/** Sees that the needed tools are there, and the optional ones if that is possible. Ends this process if a needed one is not. */
function ensure(command, needed, optional = []) {
  const missing = [...needed, ...optional].filter(isMissing);
  if (missing.length === 0) return;
  const canInstall = existsSync("/etc/debian_version") && process.getuid?.() === 0;
  if (canInstall) {
    console.log(`doubloon: installing ${missing.map(({ debian }) => debian).join(" and ")} (first run only)`);
    install(missing.map(({ debian }) => debian));
  }
  const absent = needed.filter(isMissing);
  if (absent.length > 0) {
    fail(
      `${command} needs ${absent.map(({ name }) => name).join(" and ")}: install it ` +
        `(or set ${absent.map(({ variable }) => variable).join(" and ")} to its path) and run the command again`,
    );
  }
  const skipped = optional.filter(isMissing);
  if (skipped.length > 0) {
    const names = skipped.map(({ name }) => name).join(", ");
    console.log(`doubloon: the tests that need them are skipped: install ${names} to run all`);
  }
}

/** Returns the paths of Chromium and redis-server, after installing what the tests use if that is possible. */
export function ensureSystemTools() {
  ensure("npm test", [CHROMIUM, REDIS], [...PROXY_TOOLS, ...SYSTEM_TOOLS]);
  return { chromium: find(CHROMIUM), redisServer: find(REDIS) };
}

/** Returns the path of Chromium, after installing it if that is possible. */
export function ensureChromium() {
  ensure("this command", [CHROMIUM]);
  return find(CHROMIUM);
}
