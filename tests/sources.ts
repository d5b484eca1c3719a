// Reads the repository's TypeScript sources and what each of them imports. Judges nothing.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

export interface Source {
  /** From the repository's root, with forward slashes. */
  readonly path: string;
  /** Without comments. */
  readonly code: string;
  /** Modules that it imports, type-only imports included. */
  readonly imports: readonly string[];
  /** Files that it starts as a process or a thread, or reads: `new URL("./x.ts", import.meta.url)`. */
  readonly starts: readonly string[];
}

const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*)["']([^"'\n]+)["']/g;
const START =
  /\bnew\s+URL\(\s*["']([^"'\n]+)["']\s*,\s*import\.meta\.url|\binRepository\(\s*["']([^"'\n]+)["']/g;

/** What a module imports: packages as written, files of this repository by their path from its root. */
export function importsOf(path: string, code: string): string[] {
  return [...code.matchAll(IMPORT)].map(([, specifier]) => resolved(path, specifier));
}

/** The files that a module starts or reads by their address, by their path from the repository's root. */
export function startsOf(path: string, code: string): string[] {
  return [...code.matchAll(START)].map(([, besides, fromRoot]) =>
    besides === undefined ? fromRoot : posix.join(posix.dirname(path), besides),
  );
}

function resolved(path: string, specifier: string): string {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(path), specifier);
  const own = /^@doubloon\/([a-z0-9]+)\/(.+)$/.exec(specifier);
  if (own === null) return specifier;
  const [, name, rest] = own;
  const folder = name === "shared" || name === "engine" ? "packages" : name === "mapgen" ? "tools" : "apps";
  return `${folder}/${name}/src/${rest}.ts`;
}

/** The code without comments. In a string that holds `//` everything after it is lost, which is enough to find words. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|[^:"'`])\/\/.*$/gm, "$1");
}

/** Paths of all files below a folder of the repository, from its root; installed and built files are left out. */
export function filesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((path) => !/(^|\/)(node_modules|dist)\//.test(path));
}

export function readText(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** All TypeScript files below a folder of the repository. */
export function sourcesUnder(folder: string): Source[] {
  return filesUnder(folder)
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => {
      const code = withoutComments(readText(path));
      return { path, code, imports: importsOf(path, code), starts: startsOf(path, code) };
    });
}

/** The folder of a path from the repository's root. */
export function folderOf(path: string): string {
  return dirname(path);
}

/** Tests and their helpers. */
export const isTest = (path: string): boolean => /\.test\.tsx?$|\/testing\//.test(path);
const isConfig = (path: string): boolean => /(vite|vitest|playwright)\.config\.ts$/.test(path);

export const sources = ["packages", "apps", "tools", "e2e", "tests"].flatMap(sourcesUnder);
/** What is delivered: no tests, no helpers of tests, no configuration of tools. */
export const shipped = sources.filter(
  ({ path }) => !isTest(path) && !isConfig(path) && !/^(tests|e2e)\//.test(path),
);
