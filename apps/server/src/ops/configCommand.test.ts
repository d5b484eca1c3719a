import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withFlagsTable } from "../config/docs.ts";
import { repositoryPath } from "../startup/repository.ts";
import { runOpsIn, runOpsWith } from "./testing/runOpsIn.ts";

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

const wrong: readonly (readonly [flag: string, variable: string, field: string, value: string])[] = [
  ["port", "DOUBLOON_PORT", "port", "65536"],
  ["ops-port", "DOUBLOON_OPS_PORT", "opsPort", "none"],
  ["host", "DOUBLOON_HOST", "host", "a b"],
  ["console", "DOUBLOON_CONSOLE", "console", "maybe"],
  ["frame-rate", "DOUBLOON_FRAME_RATE", "frameRate", "7"],
  ["role", "DOUBLOON_ROLE", "role", "king"],
  ["trust-proxy", "DOUBLOON_TRUST_PROXY", "trustProxy", "10.0.0.0/33"],
  ["capture-ms", "DOUBLOON_CAPTURE_MS", "captureMs", "50"],
  ["exempt-loopback", "DOUBLOON_EXEMPT_LOOPBACK", "exemptLoopback", "yes"],
  ["data", "DOUBLOON_DATA", "data", ""],
];

test.each(wrong)("a wrong --%s is named from flag, %s and file", async (flag, variable, field, value) => {
  const file = join(folder, "c.json");
  writeFileSync(file, JSON.stringify({ [field]: value }));
  const shown = `is ${JSON.stringify(value)}, expected `;
  for (const [env, args, source] of [
    [{}, [`--${flag}=${value}`], `--${flag}`],
    [{ [variable]: value }, [], variable],
    [{}, ["--config", file], `${file}: ${field}`],
  ] as const) {
    const { code, error } = await runOpsWith(env, folder, "config", "check", ...args);
    expect([code, error]).toEqual([2, expect.stringContaining(`doubloon: ${source} ${shown}`)]);
  }
});

test("no password is printed, neither of a right address nor of a wrong one", async () => {
  const { out } = await ops("config", "check", "--redis", "redis://doubloon:s3cret@redis:6379");
  expect(JSON.parse(out)).toMatchObject({ redis: "redis://***@redis:6379" });
  const { error } = await ops("config", "check", "--redis", "redis:/doubloon:s3cret@redis:6379");
  expect(error).toContain('--redis is "***@redis:6379", expected an address');
  expect(out + error).not.toContain("s3cret");
});

test("a field that every object has is no setting", async () => {
  writeFileSync(join(folder, "c.json"), '{"constructor": 1}');
  expect((await ops("config", "check", "--config", "c.json")).error).toContain('unknown field "constructor"');
});

test("health asks where the server's own settings say, and says when nothing is served there", async () => {
  expect(await runOpsWith({ DOUBLOON_OPS_PORT: "off" }, folder, "health")).toMatchObject({
    code: 2,
    error: expect.stringContaining("the ops port is off"),
  });
  const env = { DOUBLOON_OPS_HOST: "::", DOUBLOON_OPS_PORT: "1" };
  expect(await runOpsWith(env, folder, "health")).toMatchObject({
    code: 1,
    error: expect.stringContaining("http://[::1]:1/livez does not answer"),
  });
});
