// `npm run bench`: like any program of the repository, but the pages have to be built, since the server serves them.
import { join } from "node:path";
import { become, ensureBuilt, ensureInstalled, NODE, ROOT } from "./lib.mjs";

ensureInstalled();
const asksOnly = process.argv.includes("--help");
if (!asksOnly) ensureBuilt();
become(NODE, [join(ROOT, "apps/swarm/src/bench.ts"), ...process.argv.slice(2)]);
