// `npm run bench`: builds the pages that the server serves, then runs the bench.
import { join } from "node:path";
import { become, ensureBuilt, ensureInstalled, NODE, ROOT } from "./lib.mjs";

ensureInstalled();
const helpOnly = process.argv.includes("--help");
if (!helpOnly) ensureBuilt();
become(NODE, [join(ROOT, "apps/swarm/src/bench.ts"), ...process.argv.slice(2)]);
