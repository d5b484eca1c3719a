import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { prepareSocketPath } from "./socketPath.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "doubloon-socket-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("the socket of a killed server is removed from the data folder", async () => {
  await writeFile(join(folder, "world.sock"), "");
  const path = await prepareSocketPath(folder);
  expect(path).toBe(join(folder, "world.sock"));
  expect(await readdir(folder)).toEqual([]);
});

test("if the path of the data folder is too long for a socket, the same private folder is used at each start", async () => {
  const long = join(folder, "x".repeat(120));
  await mkdir(long);
  const path = await prepareSocketPath(long);
  expect(await prepareSocketPath(long)).toBe(path);
  expect((await stat(dirname(path))).mode & 0o777).toBe(0o700);
  const server = createServer().listen(path);
  await new Promise((resolve) => server.once("listening", resolve));
  await new Promise((resolve) => server.close(resolve));
  await chmod(dirname(path), 0o755);
  await expect(prepareSocketPath(long)).rejects.toThrow(/open to others/);
  await rm(dirname(path), { recursive: true });
});
