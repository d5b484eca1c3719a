// `npm run fix`: lets Biome format and repair what it can.
import { join } from "node:path";
import { ensureInstalled, ROOT, runSync } from "./lib.mjs";

ensureInstalled();
runSync(join(ROOT, "node_modules/.bin/biome"), ["check", "--write", "."]);
