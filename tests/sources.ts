// Reads the repository's TypeScript sources and what each of them imports.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

export interface Source {
  /** From the repository's root, with forward slashes. */
  readonly path: string;
  /** Without comments. */
  readonly code: string;
  readonly imports: readonly string[];
}

const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*|\bnew\s+URL\(\s*)["']([^"']+)["']/g;

/** What a module imports: packages as written, files of this repository by their path from its root. */
export function importsOf(path: string, code: string): string[] {
  return [...code.matchAll(IMPORT)].map(([, specifier]) => {
    if (specifier.startsWith(".")) return posix.join(posix.dirname(path), specifier);
    const own = /^@doubloon\/([a-z0-9]+)\/(.+)$/.exec(specifier);
    if (own === null) return specifier;
    const folder =
      own[1] === "shared" || own[1] === "engine" ? "packages" : own[1] === "mapgen" ? "tools" : "apps";
    return `${folder}/${own[1]}/src/${own[2]}.ts`;
  });
}

/** The code without comments; strings that hold `//` keep what is before it, which is enough to find words. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|[^:"'`])\/\/.*$/gm, "$1");
}

/** All TypeScript files below a folder of the repository. */
export function sourcesUnder(folder: string): Source[] {
  const start = join(ROOT, folder);
  return readdirSync(start, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes("node_modules") && !dirname(file).split("/").includes("dist"))
    .map((file) => {
      const path = relative(ROOT, file).replaceAll("\\", "/");
      const code = withoutComments(readFileSync(file, "utf8"));
      return { path, code, imports: importsOf(path, code) };
    });
}
