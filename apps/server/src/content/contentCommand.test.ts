import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runContentCommand } from "./contentCommand.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "doubloon-content-"));
  await cp(join(import.meta.dirname, "../../../../content"), folder, { recursive: true });
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await rm(`${folder}-broken`, { recursive: true });
});
const run = (...args: string[]) => runContentCommand(args, folder, Date.parse("2026-11-25T12:01:00Z"));

it("check lists what is there and when it starts", async () => {
  const { code, text } = await run("check");
  expect(code).toBe(0);
  expect(text).toContain("loot.json: 15 kinds of loot");
  expect(text).toContain(
    '"The Crown of the Isles", grand, 180 + 10 + 1200 s, next announced at 2026-11-25T19:00:00',
  );
  expect((await run("check", join(folder, "hunts/pocketful-of-brass.json"))).text).toContain("when quiet");
});

it("check names everything that is wrong, and exits with 1", async () => {
  const broken = `${folder}-broken`;
  await cp(folder, broken, { recursive: true });
  await writeFile(join(broken, "loot.json"), "[7, 8]");
  await writeFile(join(broken, "hunts/x.json"), "{}");
  await writeFile(join(broken, "hunts.schema.json"), "{}");
  const { code, text } = await runContentCommand(["check"], broken, 0);
  expect(code).toBe(1);
  expect(text).toMatch(
    /row 1: [^\n]*\n[^\n]*row 2: [^\n]*\n(?:[^\n]*x\.json: [^\n]*\n)+[^\n]*hunts\.schema\.json: /,
  );
  for (const path of ["loot.json", "hunts/x.json", "hunts", "hunts/none.json"])
    expect((await run("check", join(broken, path))).code).toBe(1);
});

it("schema prints the schema", async () => {
  expect((await run("schema")).text).toContain('"waveSeconds"');
});

it.each([[[]], [["paint"]], [["check", "a", "b"]], [["check", "--deep"]]])(
  "%j is a wrong command, with exit code 2",
  async (args) => {
    const { code, text } = await run(...args);
    expect(code).toBe(2);
    expect(text).toContain("Usage: npm run content");
  },
);
