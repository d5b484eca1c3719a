// `npm run sizes`: prints how large the built game page's scripts are, compressed as they are served, and fails if they are
// over the limits. Measures no speed; `npm run frames` does.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { ensureBuilt, ensureInstalled, ROOT } from "./lib.mjs";

/** Limits in bytes: all scripts, and those before the start screen can be used. */
const MAX_ALL = 600_000;
const MAX_FIRST = 150_000;
/** As apps/server/src/http/pages.ts compresses. */
const QUALITY = 6;

ensureInstalled();
ensureBuilt();
const dist = join(ROOT, "apps/client/dist");
const page = readFileSync(join(dist, "index.html"), "utf8");
const first = new Set(
  [...page.matchAll(/(?:src|href)="\.?\/?(assets\/[^"]+\.js)"/g)].map(([, path]) => path),
);
const rows = readdirSync(join(dist, "assets"))
  .filter((name) => name.endsWith(".js"))
  .map((name) => {
    const path = `assets/${name}`;
    const bytes = brotliCompressSync(readFileSync(join(dist, path)), {
      params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY },
    }).length;
    return { path, bytes, first: first.has(path) };
  })
  .sort((a, b) => b.bytes - a.bytes);
for (const row of rows)
  console.log(`${String(row.bytes).padStart(8)} B  ${row.first ? "first" : "later"}  ${row.path}`);
const sum = (chosen) => chosen.reduce((total, { bytes }) => total + bytes, 0);
const all = sum(rows);
const beforeStart = sum(rows.filter((row) => row.first));
console.log(`before the start screen: ${beforeStart} B of ${MAX_FIRST}; in all: ${all} B of ${MAX_ALL}`);
if (all > MAX_ALL || beforeStart > MAX_FIRST) process.exitCode = 1;
