// Runs a TypeScript file of the repository under its own Node: `node scripts/run.mjs FILE [ARGS]`.
import { join } from "node:path";
import { become, ensureInstalled, NODE, ROOT } from "./lib.mjs";

ensureInstalled();
const [file, ...args] = process.argv.slice(2);
become(NODE, [join(ROOT, file), ...args]);
