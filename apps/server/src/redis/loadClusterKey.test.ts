import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { loadClusterKey } from "./loadClusterKey.ts";

let path: string;
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), "doubloon-cluster-key-")), "cluster.key");
});
afterEach(() => rm(join(path, ".."), { recursive: true }));

it("is created once, readable by the owner only, even if several processes start at once", async () => {
  const keys = await Promise.all([1, 2, 3].map(() => loadClusterKey(path, true)));
  expect(new Set(keys.map(({ id }) => id)).size).toBe(1);
  expect((await loadClusterKey(path, false)).id).toBe(keys[0].id);
  expect(await readFile(path, "utf8")).toMatch(/^[0-9a-f]{64}\n$/);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

it("a file named by the operator must exist and contain a key", async () => {
  await expect(loadClusterKey(path, false)).rejects.toThrow(
    `${path} cannot be read or written (ENOENT), expected the cluster key`,
  );
  await writeFile(path, "secret\n");
  await expect(loadClusterKey(path, false)).rejects.toThrow(
    `${path}: 6 characters, expected a cluster key of 64 hex digits`,
  );
});
