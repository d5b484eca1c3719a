// `npm run fix`: formats the tree and applies Biome's safe fixes.
import { join } from "node:path";
import { ensureInstalled, ROOT, readArguments, runSync } from "./lib.mjs";

readArguments("npm run fix");
ensureInstalled();
runSync(join(ROOT, "node_modules/.bin/biome"), ["check", "--write", "."]);
