import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lootShapes, rarities } from "@doubloon/shared/loot";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ContentError } from "./contentError.ts";
import { loadLoot } from "./loadLoot.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "doubloon-loot-"));
});
afterAll(() => rm(folder, { recursive: true }));

const good = {
  number: 1,
  name: "Coin",
  shape: "coin",
  color: "#ffcc00",
  rarity: "common",
  value: 1,
  weight: 1,
  terrains: ["grass"],
};

async function load(content: unknown): Promise<unknown> {
  const path = join(folder, "loot.json");
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
  return loadLoot(path);
}

test("the table that comes with Doubloon is valid and has every rarity and shape", async () => {
  const rows = await loadLoot(join(import.meta.dirname, "../../../../content/loot.json"));
  expect(new Set(rows.map((row) => row.rarity))).toEqual(new Set(rarities));
  expect(new Set(rows.map((row) => row.shape))).toEqual(new Set(lootShapes));
  expect(rows.some((row) => row.terrains.includes("deep"))).toBe(false);
});

test.each([
  [[good, { ...good, number: 0 }], /loot\.json: row 2 \(Coin\): number/],
  [[{ ...good, number: 240 }], /row 1 \(Coin\): number: found 240, expected at most 239/],
  [[{ ...good, shape: "boot" }], /row 1 \(Coin\): shape/],
  [[{ ...good, color: "gold" }], /row 1 \(Coin\): color: found "gold", expected a colour like #ffc72e/],
  [[{ ...good, terrains: [] }], /row 1 \(Coin\): terrains/],
  [[{ ...good, worth: 3 }], /row 1 \(Coin\): .*worth/],
  [[good, good], /row 2 \(Coin\): found the number or name of row 1, expected/],
  [[7], /row 1: /],
  [[], /expected an array of 1 to 239 rows/],
  [{ rows: [] }, /expected an array of 1 to 239 rows/],
  ["[{", /not JSON/],
])("an invalid table is rejected, and the error names it: %j", async (content, message) => {
  const failure = await load(content).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ContentError);
  expect((failure as Error).message).toMatch(message);
  expect((failure as Error).message).not.toContain("\n");
});

test("a missing table is rejected, and the error names it", async () => {
  await expect(loadLoot(join(folder, "none.json"))).rejects.toThrow(/none\.json: cannot be read \(ENOENT\)/);
});
