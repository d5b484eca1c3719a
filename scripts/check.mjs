// `npm run check`: format, lint and types, without any test.
import { join } from "node:path";
import { ensureInstalled, NODE, ROOT, readArguments, runSync } from "./lib.mjs";

const PROJECTS = [
  "packages/shared",
  "packages/engine",
  "apps/server",
  "apps/swarm",
  "apps/client",
  "apps/admin",
  "tools/detector",
  "tools/fair",
  "tools/kubernetes",
  "tools/mapgen",
  "e2e",
  "tests",
];

/** Runs Biome over the tree, then the TypeScript compiler over each project. */
export function check() {
  runSync(join(ROOT, "node_modules/.bin/biome"), ["check", "--error-on-warnings", "."]);
  for (const project of PROJECTS) {
    runSync(NODE, [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", project]);
  }
}

if (process.argv[1] === import.meta.filename || process.argv[1]?.endsWith("check.mjs")) {
  readArguments("npm run check");
  ensureInstalled();
  check();
}
