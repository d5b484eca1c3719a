// `npm run sizes`: prints how large the built game page's scripts are, compressed as they are served, and fails if they are
// over the limits. Measures no speed; `npm run frames` does.
import { ensureBuilt, ensureInstalled, readArguments } from "./lib.mjs";
import { printSums, scriptSizes } from "./scriptSizes.mjs";

readArguments("npm run sizes");
ensureInstalled();
ensureBuilt();
const rows = scriptSizes();
for (const { bytes, first, path } of rows)
  console.log(`${String(bytes).padStart(8)} B  ${first ? "first" : "later"}  ${path}`);
if (!printSums(rows)) process.exitCode = 1;
