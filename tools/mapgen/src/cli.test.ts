import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { MapError } from "@doubloon/server/map/mapError";
import { plainForm, writeTestMap } from "@doubloon/server/map/testing/testMap";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runMapCommand, UsageError } from "./mapCommand.ts";

const CLI = fileURLToPath(new URL("cli.ts", import.meta.url));
let folder = "";
let map = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "doubloon-cli-"));
  map = await writeTestMap(folder, plainForm);
  writeFileSync(join(folder, "bad.tmj"), "{");
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

it("check describes the map as the loader reads it", () => {
  const { status, stdout } = run("check", map);
  expect(status).toBe(0);
  for (const line of [
    "20 x 18 tiles of 16 x 16 pixels",
    "Upper/Things, opacity 0.5",
    "small: tile ids 1 to 4",
    "bridge: 1 (0.3 %)",
    "blocked: 25 (6.9 %)",
    "column 2, row 4",
    "every walkable tile can be reached",
  ])
    expect(stdout).toContain(line);
});

it("reports an error in one line and exits with 2", () => {
  for (const [args, message] of [
    [["check", "bad.tmj"], /bad\.tmj: invalid JSON/],
    [["paint"], /unknown command "paint"/],
  ] as const) {
    const { status, stdout, stderr } = run(...args);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  }
});

it("generate writes a map and its image", async () => {
  const out = join(folder, "made.tmj");
  await runMapCommand(["generate", "--seed", "3", "--size", "64", "--out", out]);
  expect(existsSync(join(folder, "made.png"))).toBe(true);
  expect(await runMapCommand(["check", out])).toContain("64 x 64 tiles");
});

it("--help lists the commands", async () => {
  expect(await runMapCommand(["--help"])).toMatch(/check FILE[\s\S]*generate/);
});

it.each([
  [["check"], /check expects one file/],
  [["check", "a", "b"], /check expects one file/],
  [["check", "a", "--seed", "1"], /check takes no --seed/],
  [[], /no command/],
  [["generate", "--colour"], /Unknown option '--colour'/],
  [["generate", "--seed", "x"], /--seed is "x", expected a whole number/],
  [["generate", "--size", "63"], /--size is "63", expected a whole number from 64 to 2048/],
  [["generate", "--out", "x.png"], /expected a file ending in \.tmj/],
])("rejects %j", async (args, message) => {
  const answer = runMapCommand(args);
  await expect(answer).rejects.toThrow(UsageError);
  await expect(answer).rejects.toThrow(message);
});

it("rejects files that cannot be read or written", async () => {
  await expect(runMapCommand(["check", join(folder, "none.tmj")])).rejects.toThrow(
    /none\.tmj: cannot be read/,
  );
  const out = join(folder, "no/where/x.tmj");
  const written = runMapCommand(["generate", "--size", "64", "--out", out]);
  await expect(written).rejects.toThrow(MapError);
  await expect(written).rejects.toThrow(/cannot be written \(ENOENT\)/);
});
