// How folders are cut: small, each with its own words for what it holds, and nothing in them that only tests use.
import { describe, expect, it } from "vitest";
import { filesUnder, folderOf, isTest, readText, shipped, sources } from "./sources.ts";

const MAX_FILES = 12;
const MAX_LINES = 300;
/** Folders with more than this many shipped files need a README.md. */
const MAX_FILES_WITHOUT_README = 3;
const README_LINES = 12;

/** Folders that hold a row of like things, as many as there are. */
const rowsOfLikeThings: ReadonlySet<string> = new Set([
  "apps/admin/src/panels",
  "apps/server/src/metrics",
  "apps/swarm/src/hostile/behaviours",
  "packages/engine/src/systems",
]);

/** Files that an operator, a browser or a build starts; everything shipped is reached from one of these. */
const entries =
  /^apps\/(client|admin)\/src\/(fair\/)?main\.tsx$|^apps\/swarm\/src\/(main|bench|drill|hostile|bench\/peers\/\w+)\.ts$|^apps\/server\/src\/(main|conformance|bench\/\w+|admin\/cli|content\/cli|tokens\/tokensCli|ops\/cli)\.ts$|^tools\/\w+\/src\/cli\.ts$/;

const byFolder = Map.groupBy(shipped, ({ path }) => folderOf(path));

describe("folders of shipped code", () => {
  it("hold at most a dozen files, unless they are a row of like things", () => {
    const wrong = [...byFolder]
      .filter(([folder, files]) => files.length > MAX_FILES && !rowsOfLikeThings.has(folder))
      .map(([folder, files]) => `${folder}: ${files.length} files`);
    expect(wrong).toEqual([]);
  });

  it("open with a short README.md if they hold more than three files", () => {
    const readmes = new Map(
      ["packages", "apps", "tools"]
        .flatMap(filesUnder)
        .flatMap((path) =>
          path.endsWith("/README.md") ? [[folderOf(path), readText(path).trim().split("\n").length]] : [],
        ),
    );
    const wrong = [...byFolder]
      .filter(([, files]) => files.length > MAX_FILES_WITHOUT_README)
      .filter(([folder]) => !((readmes.get(folder) ?? Number.POSITIVE_INFINITY) <= README_LINES))
      .map(([folder]) => folder);
    expect(wrong).toEqual([]);
  });
});

describe("shipped files", () => {
  it("have at most 300 lines", () => {
    const wrong = shipped
      .map(({ path }) => ({ path, lines: readText(path).trimEnd().split("\n").length }))
      .filter(({ lines }) => lines > MAX_LINES);
    expect(wrong).toEqual([]);
  });

  it("are all part of a program: what only tests use is in a testing/ folder", () => {
    const byPath = new Map(shipped.map((source) => [source.path, source]));
    const reached = new Set(shipped.map(({ path }) => path).filter((path) => entries.test(path)));
    for (const path of reached) {
      const source = byPath.get(path);
      for (const next of [...(source?.imports ?? []), ...(source?.starts ?? [])]) {
        if (byPath.has(next)) reached.add(next);
      }
    }
    expect([...byPath.keys()].filter((path) => !reached.has(path))).toEqual([]);
  });

  it("have their test helpers in testing/ folders", () => {
    const tests = sources.filter(({ path }) => isTest(path) && !path.includes("/testing/"));
    const wrong = tests.flatMap(({ path, imports }) =>
      imports.filter((name) => /\.test\.tsx?$/.test(name)).map((name) => `${path}: ${name}`),
    );
    expect(wrong).toEqual([]);
  });
});
