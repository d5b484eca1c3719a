// Shared by all commands of the repository. Plain JavaScript, because a fresh machine may have only Node 20: it installs the
// pinned packages, including the Node 26 that runs everything else.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));
export const NODE = join(ROOT, "node_modules/node/bin/node");
const PNPM = "pnpm@12.21.0";
const STAMPS = join(ROOT, "node_modules/.cache/doubloon");
/** The most that an installation may print, in bytes: it is shown only if it fails. */
const MAX_OUTPUT = 64 * 1024 * 1024;

/** Ends this process with one line on the error output. */
export function fail(message, code = 1) {
  console.error(`doubloon: ${message}`);
  process.exit(code);
}

/**
 * Reads the command line. `--help` prints `usage` and ends this process; an unknown flag or an argument too many ends it with one
 * line that says what is expected.
 * @param usage what the command takes, such as `npm run sizes` or `npm run screens -- [FOLDER]`
 * @returns the flags of `options`, as parseArgs gives them, and at most `maxWords` other arguments
 */
export function readArguments(usage, options = {}, maxWords = 0) {
  let read;
  try {
    read = parseArgs({
      options: { ...options, help: { type: "boolean", default: false } },
      allowPositionals: true,
    });
  } catch (error) {
    // Further sentences explain how parseArgs would take it as a word.
    fail(`${error.message.split(". ")[0]}; expected ${usage}`, 2);
  }
  const { values: flags, positionals: words } = read;
  if (flags.help) {
    console.log(usage);
    process.exit(0);
  }
  if (words.length > maxWords) fail(`Unexpected argument '${words[maxWords]}'; expected ${usage}`, 2);
  return { flags, words };
}

function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !["node_modules", "dist", "test-results"].includes(entry.name))
    .flatMap((entry) => filesUnder(join(path, entry.name)));
}

/** SHA-256 over names and contents of all files under the given paths of the repository. */
function hashOf(paths) {
  const hash = createHash("sha256");
  for (const file of paths.flatMap((path) => filesUnder(join(ROOT, path))).sort()) {
    hash.update(file.slice(ROOT.length)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

/** Runs `make`, unless it has succeeded for the same inputs and `output` still exists. */
function once(name, inputs, output, make) {
  const stamp = join(STAMPS, name);
  const hash = hashOf(inputs);
  if (existsSync(join(ROOT, output)) && existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  make();
  mkdirSync(STAMPS, { recursive: true });
  writeFileSync(stamp, hash);
}

/** Runs a program to its end; a failure ends this process with its exit code. */
export function runSync(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: ROOT, stdio: "inherit", ...options });
  if (result.error) fail(`cannot run ${command}: ${result.error.message}`);
  if (result.status !== 0) {
    console.error(`doubloon: ${command} ${args.join(" ")} failed`);
    process.exit(result.status ?? 1);
  }
}

/** Installs the packages of the lockfile, once per lockfile. */
export function ensureInstalled() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < 20) fail(`Node 20 or newer is needed, this is ${process.versions.node}`, 2);
  const manifests = ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml"];
  for (const group of ["apps", "packages", "tools"]) {
    for (const name of readdirSync(join(ROOT, group))) manifests.push(`${group}/${name}/package.json`);
  }
  manifests.push("e2e/package.json");
  once("install", manifests, "node_modules/node/bin/node", () => {
    console.log("doubloon: installing packages (first run only)");
    const args = ["--yes", PNPM, "install", "--frozen-lockfile", "--reporter=append-only"];
    const result = spawnSync("npx", args, {
      cwd: ROOT,
      encoding: "utf8",
      maxBuffer: MAX_OUTPUT,
      env: { ...process.env, CI: "true" },
    });
    if (result.error) fail(`cannot run npx: ${result.error.message}`);
    if (result.status !== 0) {
      console.error(result.stdout + result.stderr);
      fail("installing the packages failed; is the npm registry reachable?");
    }
  });
}

/** Builds the two web pages into apps/client/dist and apps/admin/dist, each once per version of its sources. */
export function ensureBuilt() {
  for (const app of ["client", "admin"]) {
    const inputs = [`apps/${app}`, "packages/shared", "pnpm-lock.yaml"];
    once(`build-${app}`, inputs, `apps/${app}/dist/index.html`, () => {
      console.log(`doubloon: building the ${app === "client" ? "game" : "console"}`);
      runSync(
        NODE,
        [join(ROOT, `apps/${app}/node_modules/vite/bin/vite.js`), "build", "--logLevel", "warn"],
        {
          cwd: join(ROOT, "apps", app),
        },
      );
    });
  }
}

/** Replaces this process, as far as Node can: same terminal, forwarded signals, same exit code. */
export function become(command, args, options = {}) {
  const child = spawn(command, args, { stdio: "inherit", ...options });
  // A terminal sends Ctrl-C to the whole process group, including the child; other senders signal this process only.
  process.on("SIGINT", () => process.stdin.isTTY || child.kill("SIGINT"));
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("error", (error) => fail(`cannot run ${command}: ${error.message}`));
  // As a shell does: 128 and the number of the signal that ended it.
  child.on("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}
