// A backup takes the place of a data folder, beside it or, where that cannot be renamed, in it.
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { BACKUPS_FOLDER, MANIFEST_FILE, VERIFIED_FILE } from "../../startup/makeBackup.ts";
import { exchangeContents, replaceData } from "./replaceData.ts";
import { noteVerified } from "./verifiedStamp.ts";

let folder: string;
let data: string;
let backup: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "doubloon-replace-"));
  data = join(folder, "data");
  backup = join(data, BACKUPS_FOLDER, "doubloon-1");
  await mkdir(backup, { recursive: true });
  await writeFile(join(data, "world.sqlite"), "now");
  await writeFile(join(data, "token.keys"), "now");
  await writeFile(join(backup, "world.sqlite"), "then");
  await writeFile(join(backup, MANIFEST_FILE), "{}");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const world = (path: string): Promise<string> => readFile(join(path, "world.sqlite"), "utf8");

it("a folder that may be renamed is kept beside the new one", async () => {
  const aside = await replaceData(backup, data);
  expect(aside).toBe(`${data}.before-doubloon-1`);
  expect(await readdir(data)).toEqual(["world.sqlite"]);
  expect([await world(data), await world(aside ?? "")]).toEqual(["then", "now"]);
  await expect(replaceData(join(aside ?? "", BACKUPS_FOLDER, "doubloon-1"), data)).rejects.toThrow(
    "exists already",
  );
  expect(await world(data)).toBe("then");
});

it("a folder that cannot be renamed keeps its backups, and what was there among them", async () => {
  const aside = await exchangeContents(backup, data);
  expect(aside).toBe(join(data, BACKUPS_FOLDER, "before-doubloon-1"));
  expect((await readdir(data)).sort()).toEqual([BACKUPS_FOLDER, "world.sqlite"]);
  expect((await readdir(aside)).sort()).toEqual(["token.keys", "world.sqlite"]);
  expect([await world(data), await world(aside)]).toEqual(["then", "now"]);
  await expect(exchangeContents(backup, data)).rejects.toThrow("exists already");
  expect(await world(data)).toBe("then");
});

it("an old backup that is verified again makes the newest one no older", async () => {
  await noteVerified(data, backup, 500);
  await noteVerified(data, backup, 400);
  const file = join(data, VERIFIED_FILE);
  expect(JSON.parse(await readFile(file, "utf8"))).toEqual({ folder: backup, atMs: 500 });
  expect((await stat(file)).mode & 0o077).toBe(0);
});
