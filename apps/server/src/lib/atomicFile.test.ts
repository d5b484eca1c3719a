import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isRunning, writeFileAtomic } from "./atomicFile.ts";

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "doubloon-atomic-"));
  path = join(folder, "secret");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("writes a file with its permissions whatever the umask, and leaves no other file", async () => {
  const umask = process.umask(0o277);
  try {
    await writeFileAtomic(path, Buffer.from("one"), { mode: 0o600, existing: "create" });
  } finally {
    process.umask(umask);
  }
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await writeFileAtomic(path, Buffer.from("two"), { mode: 0o640, existing: "replace" });
  expect(await readFile(path, "utf8")).toBe("two");
  expect((await stat(path)).mode & 0o777).toBe(0o640);
  expect(await readdir(folder)).toEqual(["secret"]);
});

test("`create` leaves an existing file alone, and exactly one of many concurrent writes succeeds, whole", async () => {
  const writes = Array.from({ length: 20 }, (_, i) =>
    writeFileAtomic(path, Buffer.alloc(1000, i), { mode: 0o600, existing: "create" }),
  );
  const results = await Promise.allSettled(writes);
  expect(results.filter(({ status }) => status === "fulfilled").length).toBe(1);
  for (const result of results) {
    if (result.status === "rejected") expect(result.reason.code).toBe("EEXIST");
  }
  const bytes = await readFile(path);
  expect(bytes.length).toBe(1000);
  expect(new Set(bytes).size).toBe(1);
  expect(await readdir(folder)).toEqual(["secret"]);
});

test("removes a killed process's temporary file, and not a running one's", async () => {
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  await writeFile(`${path}.${pid}-aaaa.writing`, "ha");
  await writeFile(`${path}.${process.pid}-bbbb.writing`, "ha");
  await writeFileAtomic(path, Buffer.from("whole"), { mode: 0o600, existing: "create" });
  expect((await readdir(folder)).sort()).toEqual(["secret", `secret.${process.pid}-bbbb.writing`]);
  expect(isRunning(pid)).toBe(false);
});
