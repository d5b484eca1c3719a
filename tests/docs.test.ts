// Holds the documents to the code: the files that they name exist, the drawing shows the imports that there are, the glossary
// names owners that exist, and the README lists every flag. It cannot tell whether a sentence is true.
import { describe, expect, it } from "vitest";
import { drawnArrows, roomImports, undrawn } from "./rooms.ts";
import { filesUnder, readText } from "./sources.ts";

const folders = ["packages", "apps", "tools", "e2e", "tests", "docs", "deploy", "maps", "content", "scripts"];
const files = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", ...folders.flatMap(filesUnder)];
const documents = files.filter((path) => path.endsWith(".md"));

/** Documents may leave out `src/`, and whatever of a path's beginning is not needed to tell files apart. */
const short = (path: string): string => path.replace("/src/", "/");
const shortFiles = files.map(short);
/** Files that a name can mean; those of the document's own package come first. */
function matches(name: string, document = ""): string[] {
  const found = shortFiles.filter((path) => path === short(name) || path.endsWith(`/${short(name)}`));
  const [own] = /^(packages|apps|tools)\/\w+\//.exec(document) ?? ["/"];
  const near = found.filter((path) => path.startsWith(own));
  return near.length > 0 ? near : found;
}
const isFolder = (name: string): boolean =>
  shortFiles.some((path) => path.startsWith(short(name)) || path.includes(`/${short(name)}`));

/** Names of source files in backticks. */
const filesNamed = (text: string): string[] =>
  [...text.matchAll(/`([\w./-]+\.(?:tsx?|mjs))`/g)].map(([, name]) => name);
/** Paths in backticks that end with a slash: folders of the repository. */
const foldersNamed = (text: string): string[] =>
  [...text.matchAll(/`((?:\w[\w.-]*\/)+)`/g)].map(([, name]) => name);
/** The addresses of a document's headings, as GitHub makes them. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
/** Targets of links within the repository. */
const linksIn = (text: string): string[] =>
  [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target]) => target);

describe.each(documents)("%s", (document) => {
  const text = readText(document);
  const besides = (target: string): string => new URL(target, `file:///${document}`).pathname.slice(1);

  it("links to files that exist", () => {
    const wrong = linksIn(text).filter(
      (target) => !files.includes(besides(target)) && !isFolder(besides(target)),
    );
    expect(wrong.filter((target) => !["LICENSE", "package.json"].includes(target))).toEqual([]);
  });

  it("links to headings that exist", () => {
    const wrong = [...text.matchAll(/\]\((?!https?:)([^)#\s]*)#([^)]+)\)/g)].filter(
      ([, target, anchor]) => !anchorsOf(target === "" ? text : readText(besides(target))).includes(anchor),
    );
    expect(wrong.map(([link]) => link)).toEqual([]);
  });

  it("names source files that exist, each so that only one can be meant", () => {
    const wrong = filesNamed(text)
      .map((name) => ({ name, found: matches(name, document) }))
      .filter(({ name, found }) => found.length !== 1 && !files.includes(besides(name)));
    expect(wrong).toEqual([]);
  });

  it("names folders that exist", () => {
    expect(foldersNamed(text).filter((name) => !isFolder(name) && !isFolder(besides(name)))).toEqual([]);
  });
});

describe("ARCHITECTURE.md", () => {
  it("draws exactly the imports between rooms, but those that its rules leave out", () => {
    const arrows = roomImports()
      .filter(({ from, to }) => from !== "wiring" && from !== "ops" && !undrawn.has(to))
      .map(({ from, to }) => `${from} -> ${to}`);
    expect(drawnArrows(readText("ARCHITECTURE.md")).sort()).toEqual([...new Set(arrows)].sort());
  });
});

describe("docs/glossary.md", () => {
  const rows = [
    ...readText("docs/glossary.md").matchAll(/^\| ([^|]+) \| ([^|]*) \| ([^|]+) \| `([^|`]+)` \|$/gm),
  ].map(([, term, , meaning, owner]) => ({ term, meaning, owner }));

  it("has a row for each term, in alphabetical order", () => {
    const terms = rows.map(({ term }) => term);
    expect(terms.length).toBeGreaterThan(60);
    expect(terms).toEqual([...terms].sort((a, b) => a.localeCompare(b, "en")));
  });

  it("names the file that owns each term", () => {
    expect(rows.filter(({ owner }) => matches(owner).length !== 1 && !files.includes(owner))).toEqual([]);
  });
});

describe("README.md", () => {
  it("lists every flag with its variable", () => {
    const settings = readText("apps/server/src/config/settings.ts");
    const rows = [...settings.matchAll(/flag: "([^"]+)",\s*variable: "([^"]+)"/g)];
    const readme = readText("README.md");
    expect(rows.length).toBeGreaterThan(10);
    expect(
      rows.filter(([, flag, variable]) => !readme.includes(`| \`--${flag}\` | \`${variable}\` |`)),
    ).toEqual([]);
  });
});
