// `npm start`: installs packages, builds the pages, and runs the server with the V8 settings of docs/adr.
import { join } from "node:path";
import { become, ensureBuilt, ensureInstalled, NODE, ROOT } from "./lib.mjs";
import { V8_FLAGS } from "./v8.mjs";

ensureInstalled();
const helpOnly = process.argv.includes("--help");
if (!helpOnly) ensureBuilt();
become(NODE, [...V8_FLAGS, join(ROOT, "apps/server/src/main.ts"), ...process.argv.slice(2)]);
