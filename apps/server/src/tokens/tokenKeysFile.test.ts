import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { NO_TOKEN_STATE, newTokenKey, tokenKeyOf } from "./tokenKeys.ts";
import { loadTokenState, saveTokenState } from "./tokenKeysFile.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "doubloon-tokens-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("processes that start at once create one key, readable by its owner only", async () => {
  const states = await Promise.all(Array.from({ length: 20 }, () => loadTokenState(folder, 5)));
  for (const state of states) expect(state).toEqual(states[0]);
  expect(states[0].keys.length).toBe(1);
  expect(await readdir(folder)).toEqual(["token.keys"]);
  expect((await stat(join(folder, "token.keys"))).mode & 0o777).toBe(0o600);
});

test("the secret of an older version becomes the first key, also for tokens without a key id", async () => {
  const secret = Buffer.alloc(32, 7);
  await writeFile(join(folder, "pass.key"), secret);
  expect((await loadTokenState(folder, 5)).keys).toEqual([tokenKeyOf(secret, 0, true)]);
  expect(await readFile(join(folder, "pass.key"))).toEqual(secret);
});

test("a save is merged with another process's", async () => {
  const { keys } = await loadTokenState(folder, 5);
  const [one, other] = [newTokenKey(6), newTokenKey(7)];
  await saveTokenState(folder, { ...NO_TOKEN_STATE, keys: [one] });
  await saveTokenState(folder, { ...NO_TOKEN_STATE, keys: [other], revokedAll: 9 });
  expect(await loadTokenState(folder, 8)).toEqual({
    keys: [...keys, one, other],
    revoked: {},
    revokedAll: 9,
  });
});

test("a damaged file is reported in one line with its path and a remedy, and left as it is", async () => {
  await writeFile(join(folder, "pass.key"), "short");
  await expect(loadTokenState(folder, 5)).rejects.toThrow(
    /pass\.key: 5 bytes, expected a secret of 32; restore it from a backup, or delete it/,
  );
  for (const [text, error] of [
    ["", "not JSON"],
    ['{"keys":[],"revoked":{},"revokedAll":0}', "no keys"],
    ['{"keys":[{"id":"a"}],"revoked":{},"revokedAll":0}', "field keys.0.secret"],
  ] as const) {
    await writeFile(join(folder, "token.keys"), text);
    await expect(loadTokenState(folder, 5)).rejects.toThrow(`token.keys: ${error}`);
    expect(await readFile(join(folder, "token.keys"), "utf8")).toBe(text);
  }
});
