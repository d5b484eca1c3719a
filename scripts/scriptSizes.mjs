// The sizes of the built game page's scripts, compressed as they are served, and their limits.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { ROOT } from "./lib.mjs";

/** Limits in bytes: all scripts, and those before the start screen can be used. */
const MAX_ALL = 600_000;
const MAX_FIRST = 150_000;
/** As apps/server/src/http/pages.ts compresses. */
const QUALITY = 6;

/** The scripts, the largest first; `first` are those that the page names, which the start screen needs. */
export function scriptSizes() {
  const dist = join(ROOT, "apps/client/dist");
  const page = readFileSync(join(dist, "index.html"), "utf8");
  const first = new Set(
    [...page.matchAll(/(?:src|href)="\.?\/?(assets\/[^"]+\.js)"/g)].map(([, path]) => path),
  );
  return readdirSync(join(dist, "assets"))
    .filter((name) => name.endsWith(".js"))
    .map((name) => {
      const path = `assets/${name}`;
      const params = { [constants.BROTLI_PARAM_QUALITY]: QUALITY };
      const bytes = brotliCompressSync(readFileSync(join(dist, path)), { params }).length;
      return { path, bytes, first: first.has(path) };
    })
    .sort((a, b) => b.bytes - a.bytes);
}

/** Prints both sums with their limits; returns whether they are kept. */
export function printSums(rows) {
  const sum = (chosen) => chosen.reduce((total, { bytes }) => total + bytes, 0);
  const all = sum(rows);
  const beforeStart = sum(rows.filter(({ first }) => first));
  console.log(
    `scripts before the start screen: ${beforeStart} B of ${MAX_FIRST}; in all: ${all} B of ${MAX_ALL}`,
  );
  return all <= MAX_ALL && beforeStart <= MAX_FIRST;
}
