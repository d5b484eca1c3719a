import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withFlagsTable } from "../config/docs.ts";
import { repositoryPath } from "../startup/repository.ts";
import { runOpsIn } from "./testing/runOpsIn.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "doubloon-ops-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const ops = (...args: string[]) => runOpsIn(folder, ...args);

test("the README's table of flags is what `config docs` writes", () => {
  const readme = readFileSync(repositoryPath("README.md"), "utf8");
  expect(withFlagsTable(readme)).toBe(readme);
});

test("config check prints what the server would run with, and paths of a file are relative to it", async () => {
  writeFileSync(
    join(folder, "doubloon.json"),
    JSON.stringify({ port: 0, trustProxy: ["10.0.0.0/8", "::1"], data: "world", bots: 5 }),
  );
  const { code, out } = await ops("config", "check", "--config", "doubloon.json", "--bots", "7");
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    port: 0,
    trustProxy: ["10.0.0.0/8", "::1"],
    data: join(folder, "world"),
    bots: 7,
  });
});

test.each([
  ["{", "is not JSON"],
  ["[]", "is not a JSON object"],
  ['{"prot": 1}', 'unknown field "prot"'],
  ['{"port": "many"}', 'port is "many", expected a port'],
  ['{"port": {}}', "port is {}, expected a text"],
  ['{"config": "other.json"}', 'unknown field "config"'],
])("config check says what is wrong in the file: %s", async (text, message) => {
  writeFileSync(join(folder, "c.json"), text);
  const { code, error } = await ops("config", "check", "--config", "c.json");
  expect(code).toBe(2);
  expect(error).toContain(join(folder, "c.json"));
  expect(error).toContain(message);
  expect(error).toMatch(/^doubloon: [^\n]*\n$/);
});

test.each([
  [["config", "check", "--config", "none.json"], "cannot read the configuration file"],
  [["config", "chek"], 'got "chek"'],
  [["cofnig"], 'unknown command "cofnig"'],
  [["constructor"], 'unknown command "constructor"'],
])("%j is a problem that the operator can fix", async (args, message) => {
  const { code, error } = await ops(...args);
  expect(code).toBe(2);
  expect(error).toContain(message);
});
