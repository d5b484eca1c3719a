// Who may import whom: the import table of ARCHITECTURE.md, executable. There is no list of exceptions: a rule that needs
// one is changed.
import { describe, expect, it } from "vitest";
import { circlesOf } from "./circles.ts";
import { layers, programs, roomImports, roomOf, SERVER } from "./rooms.ts";
import { importsOf, isTest, shipped, sources, startsOf, withoutComments } from "./sources.ts";

/** Which packages a package may import; every package may import itself. */
const packages: Record<string, readonly string[]> = {
  "packages/shared": [],
  "packages/engine": ["packages/shared"],
  "apps/server": ["packages/engine", "packages/shared"],
  "apps/client": ["packages/shared"],
  "apps/admin": ["packages/shared"],
  "apps/swarm": ["packages/shared"],
  "tools/detector": ["packages/shared"],
  "tools/fair": ["packages/shared"],
  "tools/kubernetes": [],
  "tools/mapgen": ["apps/server", "packages/shared"],
  e2e: ["packages/shared"],
};

/** What the shipped files of a folder may never import. */
const never: readonly { readonly from: RegExp; readonly imports: RegExp }[] = [
  // A gateway knows nothing of the game, and the world nothing of sockets.
  {
    from: /^apps\/server\/src\/gateway\//,
    imports: /^packages\/engine\/|^apps\/server\/src\/(ledger|admin)\//,
  },
  { from: /^apps\/server\/src\/world\//, imports: /^socket\.io|^engine\.io|^ws$|^fastify|^redis$/ },
  { from: /^apps\/server\/src\/(?!world\/|redis\/|wiring\/|ops\/|bench\/)/, imports: /^packages\/engine\// },
  { from: /^apps\/server\/src\/lib\//, imports: /^packages\// },
  // Each library has one room that knows it.
  { from: /^apps\/server\/src\/(?!gateway\/transport\/)/, imports: /^ws$|^engine\.io/ },
  {
    from: /^apps\/server\/src\/(?!gateway\/|admin\/adminNamespace\.ts|conformance\.ts)/,
    imports: /^socket\.io/,
  },
  { from: /^apps\/server\/src\/(?!redis\/)/, imports: /^redis$|^@socket\.io\/redis-adapter$/ },
  { from: /^apps\/server\/src\/(?!ledger\/|admin\/store\/)/, imports: /^node:sqlite$/ },
  { from: /^apps\/server\/src\/(?!content\/)/, imports: /^croner$/ },
  { from: /^apps\/server\/src\/(?!metrics\/|telemetry\/)/, imports: /^prom-client$/ },
  { from: /^apps\/server\/src\/(?!http\/|admin\/|map\/|content\/|qa\/)/, imports: /^fastify$|^@fastify\// },
  { from: /^apps\/client\/src\/render\//, imports: /^apps\/client\/src\/net\/|^socket\.io/ },
];

/** The only file of the pure packages that imports a library: synchronous SHA-256 and HMAC for browsers and Node alike. */
const HASHING = "packages/shared/src/fair/hashing.ts";

/** What no pure package may name: clocks, chance and the world outside. */
const impure =
  /\b(Math\.random|Date\.now|performance\.|new Date|setTimeout|setInterval|queueMicrotask|process\.|globalThis|window\.|document\.|fetch\(|crypto\.|console\.|require\()/;

const packageOf = (path: string): string =>
  path
    .split("/")
    .slice(0, path.startsWith("e2e") ? 1 : 2)
    .join("/");
const isFile = (name: string): boolean => /^(packages|apps|tools|e2e|tests)\//.test(name);

describe("packages", () => {
  it("are all found", () => {
    expect(sources.length).toBeGreaterThan(50);
    for (const name of Object.keys(packages))
      expect(sources.some((source) => packageOf(source.path) === name)).toBe(true);
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
      .filter(({ path }) => from.test(path))
      .flatMap(({ path, imports }) =>
        imports.filter((name) => forbidden.test(name)).map((name) => `${path}: ${name}`),
      );
    expect(wrong).toEqual([]);
  });
});

describe("rooms of the server", () => {
  const layerOf = new Map(layers.flatMap((rooms, layer) => rooms.map((room) => [room, layer] as const)));

  it("are the folders of apps/server/src, each in one layer", () => {
    const found = new Set(
      shipped.flatMap(({ path }) => (path.startsWith(SERVER) ? (roomOf(path) ?? []) : [])),
    );
    expect([...found].sort()).toEqual([...layerOf.keys()].sort());
  });

  it("import only rooms of lower layers", () => {
    const wrong = roomImports()
      .filter(({ from, to }) => to !== "engine" && (layerOf.get(from) ?? 0) <= (layerOf.get(to) ?? 0))
      .map(({ path, imported }) => `${path}: ${imported}`);
    expect(wrong).toEqual([]);
  });

  it("import no program", () => {
    const wrong = shipped.flatMap(({ path, imports }) =>
      imports.filter((name) => programs.test(name)).map((name) => `${path}: ${name}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe("modules", () => {
  it("form no circle, type-only imports included", () => {
    const known = new Set(sources.map(({ path }) => path));
    const edges = new Map(
      sources.map(({ path, imports }) => [path, imports.filter((name) => known.has(name))]),
    );
    expect(circlesOf(edges)).toEqual([]);
  });

  it("that are shipped import no test and no test helper", () => {
    const delivered = shipped.filter(({ path }) => !path.includes("/bench/"));
    const wrong = delivered.flatMap(({ path, imports, starts }) =>
      [...imports, ...starts]
        .filter((name) => isTest(name) || name === "vitest")
        .map((name) => `${path}: ${name}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe("the pure packages", () => {
  const pure = shipped.filter(({ path }) => path.startsWith("packages/"));

  it("import no package and nothing of Node, but for one file that knows the hash library", () => {
    const outside = pure.flatMap(({ path, imports }) =>
      imports.filter((name) => !isFile(name)).map((name) => `${path}: ${name}`),
    );
    expect(outside).toEqual(
      ["hmac.js", "sha2.js", "utils.js"].map((file) => `${HASHING}: @noble/hashes/${file}`),
    );
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

  it("sees which files a module starts", () => {
    const code = `const worker = new URL("./worker.ts", import.meta.url); inRepository("apps/swarm/src/main.ts");`;
    expect(startsOf("apps/server/src/ledger/ledger.ts", code)).toEqual([
      "apps/server/src/ledger/worker.ts",
      "apps/swarm/src/main.ts",
    ]);
  });

  it("finds circles of any length", () => {
    const edges = { a: ["b"], b: ["c"], c: ["b", "d"], d: [], e: ["e"] };
    expect(circlesOf(new Map(Object.entries(edges))).map((circle) => circle.sort())).toEqual([
      ["b", "c"],
      ["e"],
    ]);
  });

  it("does not mistake a comment for code", () => {
    expect(withoutComments("a(); // Date.now()\n/* Math.random() */ b('http://x');")).toBe(
      "a(); \n b('http://x');",
    );
    expect(impure.test("const t = Date.now()")).toBe(true);
  });
});
