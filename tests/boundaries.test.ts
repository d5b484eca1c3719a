// The import table of ARCHITECTURE.md, executable. There is no list of exceptions: a rule that needs one is changed.
import { describe, expect, it } from "vitest";
import { importsOf, type Source, sourcesUnder, withoutComments } from "./sources.ts";

const isTest = ({ path }: Source): boolean => /\.test\.tsx?$|\/testing\//.test(path);
const isConfig = ({ path }: Source): boolean => /(vite|vitest|playwright)\.config\.ts$/.test(path);

const sources = ["packages", "apps", "tools", "e2e", "tests"].flatMap(sourcesUnder);
const shipped = sources.filter((source) => !isTest(source) && !isConfig(source));

/** Who may import whom among the packages; everyone may import themselves. */
const packages: Record<string, readonly string[]> = {
  "packages/shared": [],
  "packages/engine": ["packages/shared"],
  "apps/server": ["packages/engine", "packages/shared"],
  "apps/client": ["packages/shared"],
  "apps/admin": ["packages/shared"],
  "apps/swarm": ["packages/shared"],
  "tools/mapgen": ["apps/server", "packages/shared"],
  e2e: ["packages/shared"],
};

/** Inside the server and the client: what the files of a folder may never import. */
const never: readonly { readonly from: string; readonly imports: RegExp }[] = [
  {
    from: "apps/server/src/gateway/",
    imports: /^packages\/engine\/|^apps\/server\/src\/(world|ledger|admin)\//,
  },
  { from: "apps/server/src/world/", imports: /^socket\.io|^ws$|^apps\/server\/src\/(gateway|admin)\// },
  {
    from: "apps/server/src/ledger/",
    imports: /^socket\.io|^apps\/server\/src\/(gateway|world|admin|link)\//,
  },
  {
    from: "apps/server/src/link/",
    imports: /^packages\/engine\/|^apps\/server\/src\/(gateway|world|admin)\//,
  },
  {
    from: "apps/server/src/admin/",
    imports: /^packages\/engine\/|^apps\/server\/src\/(gateway|world|link)\//,
  },
  {
    from: "apps/server/src/map/",
    imports: /^packages\/engine\/|^apps\/server\/src\/(gateway|world|link|admin)\//,
  },
  { from: "apps/server/src/lib/", imports: /^apps\/server\/src\/(?!lib\/)|^packages\// },
  { from: "apps/client/src/render/", imports: /^apps\/client\/src\/net\/|^socket\.io/ },
];

/** What nothing in the pure packages may name: clocks, chance and the world outside. */
const impure =
  /\b(Math\.random|Date\.now|performance\.|new Date|setTimeout|setInterval|queueMicrotask|process\.|globalThis|window\.|document\.|fetch\(|crypto\.|console\.|require\()/;

const packageOf = (path: string): string =>
  path
    .split("/")
    .slice(0, path.startsWith("e2e") ? 1 : 2)
    .join("/");
const isFile = (name: string): boolean => /^(packages|apps|tools|e2e|tests)\//.test(name);

describe("who may import whom", () => {
  it("finds the sources", () => {
    expect(sources.length).toBeGreaterThan(50);
    for (const name of Object.keys(packages))
      expect(sources.some((s) => packageOf(s.path) === name)).toBe(true);
  });

  it.each(Object.entries(packages))("%s imports only itself and %j", (name, allowed) => {
    const wrong = sources
      .filter((source) => packageOf(source.path) === name)
      .flatMap(({ path, imports }) => imports.filter(isFile).map((imported) => ({ path, imported })))
      .filter(({ imported }) => ![name, ...allowed].includes(packageOf(imported)));
    expect(wrong).toEqual([]);
  });

  it.each(never)("$from never imports $imports", ({ from, imports: forbidden }) => {
    const wrong = shipped
      .filter(({ path }) => path.startsWith(from))
      .flatMap(({ path, imports }) =>
        imports.filter((name) => forbidden.test(name)).map((name) => `${path}: ${name}`),
      );
    expect(wrong).toEqual([]);
  });

  it("only main and its wiring import across the server's parts", () => {
    const parts = /^apps\/server\/src\/(gateway|world|ledger|admin|link|map)\//;
    const wrong = shipped
      .filter(({ path }) => path.startsWith("apps/server/src/") && !parts.test(path))
      .filter(
        ({ path }) =>
          !/^apps\/server\/src\/(main|conformance)\.ts$|^apps\/server\/src\/(wiring|bench)\//.test(path),
      )
      .flatMap(({ path, imports }) => {
        const met = new Set(
          imports.map((name) => parts.exec(name)?.[1]).filter((part) => part !== undefined),
        );
        return met.has("gateway") && met.has("world") ? [`${path} imports ${[...met].join(", ")}`] : [];
      });
    expect(wrong).toEqual([]);
  });
});

describe("the pure packages", () => {
  const pure = shipped.filter(({ path }) => path.startsWith("packages/"));

  it("import no package and nothing of Node", () => {
    const wrong = pure.flatMap(({ path, imports }) =>
      imports.filter((name) => !isFile(name)).map((name) => `${path}: ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it("name no clock, no chance and nothing outside", () => {
    const wrong = pure.flatMap(({ path, code }) => {
      const found = impure.exec(code);
      return found === null ? [] : [`${path}: ${found[0]}`];
    });
    expect(wrong).toEqual([]);
  });
});

describe("the test itself", () => {
  it("sees imports of every form", () => {
    const code = `
      import a from "ws"; import { b } from "@doubloon/shared/wire/input"; export { c } from "../x.ts";
      import "./side.ts"; const d = await import("node:fs"); import type { E } from '@doubloon/engine/world';`;
    expect(importsOf("apps/server/src/gateway/gate.ts", code)).toEqual([
      "ws",
      "packages/shared/src/wire/input.ts",
      "apps/server/src/x.ts",
      "apps/server/src/gateway/side.ts",
      "node:fs",
      "packages/engine/src/world.ts",
    ]);
  });

  it("does not mistake a comment for code", () => {
    expect(withoutComments("a(); // Date.now()\n/* Math.random() */ b('http://x');")).toBe(
      "a(); \n b('http://x');",
    );
    expect(impure.test("const t = Date.now()")).toBe(true);
  });
});
