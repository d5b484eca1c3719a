// Keys and revocations of session tokens, changed by operators and machines: files, a real Redis and the command line.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PlayerId } from "@doubloon/shared/ids";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { type RedisServer, startRedisServer } from "../link/testing/redisServer.ts";
import { ClusterKey } from "../redis/clusterKey.ts";
import { RedisBus } from "../redis/redisBus.ts";
import { makeRedisNames, type RedisNames } from "../redis/redisNames.ts";
import { shareTokenKeys } from "../redis/sharedTokenKeys.ts";
import { makeSessionTokens } from "../tokens/sessionToken.ts";
import { openTokenKeys } from "../tokens/tokenKeysStore.ts";
import { runTokensCommand } from "../tokens/tokensCommand.ts";

const until = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 30_000, interval: 10 });
const KEY = new ClusterKey(new Uint8Array(32).fill(7));
const logger = pino({ level: "silent" });
const player = "A".repeat(22) as PlayerId;
const other = "B".repeat(22) as PlayerId;

let redis: RedisServer;
let islands = 0;
let closers: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  redis = await startRedisServer();
});
afterEach(async () => {
  for (const close of closers.reverse()) await close();
  closers = [];
});
afterAll(() => redis.stop());

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "doubloon-tokens-"));
  closers.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function openProcess(folder: string) {
  const store = await openTokenKeys(folder, logger);
  closers.push(() => store.close());
  return { ...store, passes: makeSessionTokens(store.keys, Date.now) };
}

/** A process of a machine of this island. */
async function openMachine(names: RedisNames, folder: string) {
  const bus = await RedisBus.connect(redis.url);
  const errors: unknown[] = [];
  const opened = await openProcess(folder);
  const shared = await shareTokenKeys({ bus, names, key: KEY }, opened.keys, (error) => errors.push(error));
  closers.push(async () => {
    await shared.close();
    await bus.close();
  });
  return { ...opened, bus, errors };
}

const command = (folder: string, ...args: string[]): Promise<string> =>
  runTokensCommand({
    args: [...args, "--data", folder],
    workingFolder: "/",
    defaultData: "/nowhere",
    nowMs: Date.now,
  });

it("a player's tokens are revoked on the command line while the server runs, and a new one is issued", async () => {
  const folder = await newFolder();
  const { passes } = await openProcess(folder);
  const [stolen, kept] = [passes.issue(player), passes.issue(other)];
  expect(await command(folder, "revoke", player)).toContain("are revoked");
  await until(() => expect(passes.read(stolen)).toBeUndefined());
  expect(passes.read(kept)).toBe(other);
  const fresh = (await command(folder, "issue", player)).trim();
  expect(passes.read(fresh)).toBe(player);
  // Also after a restart.
  const again = await openProcess(folder);
  expect(again.passes.read(stolen)).toBeUndefined();
  expect(await command(folder, "list")).toContain("tokens of 1 players");
  expect(await command(folder, "revoke", "--all")).toContain("all players");
  await until(() => expect(passes.read(kept)).toBeUndefined());
});

it("keys are rotated and retired on the command line, except the last one, and invalid input is one line", async () => {
  const folder = await newFolder();
  const { passes, keys } = await openProcess(folder);
  const token = passes.issue(player);
  const [first] = [...keys.keys];
  await expect(command(folder, "retire", first.id)).rejects.toThrow("is the only key; rotate first");
  await command(folder, "rotate");
  await until(() => expect([...keys.keys].length).toBe(2));
  expect(passes.read(token)).toBe(player);
  await command(folder, "retire", first.id);
  await until(() => expect(passes.read(token)).toBeUndefined());
  await expect(command(folder, "revoke", "Ann")).rejects.toThrow('"Ann" is not a player\'s id');
  await expect(command(folder, "burn")).rejects.toThrow('"burn" is not a command');
  await expect(command(folder, "list", "--what")).rejects.toThrow("see --help");
});

it("machines that started separately accept each other's tokens once they share a Redis", async () => {
  const names = makeRedisNames(`tokens${++islands}`);
  const folders = [await newFolder(), await newFolder()];
  const tokens: string[] = [];
  for (const folder of folders) {
    const alone = await openProcess(folder);
    tokens.push(alone.passes.issue(player));
  }
  const machines = [await openMachine(names, folders[0]), await openMachine(names, folders[1])];
  await until(() => {
    for (const { passes } of machines) for (const token of tokens) expect(passes.read(token)).toBe(player);
  });
  // Each machine stores them on its own disk.
  await Promise.all(machines.map(({ saved }) => saved()));
  const alone = await openProcess(folders[0]);
  for (const token of tokens) expect(alone.passes.read(token)).toBe(player);
});

it("a flushed Redis gets the keys back, and the sets of keys never diverge", async () => {
  const names = makeRedisNames(`tokens${++islands}`);
  const [one, two] = [
    await openMachine(names, await newFolder()),
    await openMachine(names, await newFolder()),
  ];
  const token = one.passes.issue(player);
  await redis.stop();
  await redis.start();
  await until(() => expect([one.bus.up, two.bus.up]).toEqual([true, true]));
  await until(async () => expect(await one.bus.client.hLen(names.tokenKeys)).toBeGreaterThanOrEqual(2));
  const third = await openMachine(names, await newFolder());
  await until(() => expect(third.passes.read(token)).toBe(player));
  expect(third.errors).toEqual([]);
});

it("a revocation at one machine reaches the others, and forged data in Redis is ignored", async () => {
  const names = makeRedisNames(`tokens${++islands}`);
  const folder = await newFolder();
  const [one, two] = [await openMachine(names, folder), await openMachine(names, await newFolder())];
  const token = two.passes.issue(player);
  await until(() => expect(one.passes.read(token)).toBe(player));

  const fields = await one.bus.client.hGetAll(names.tokenKeys);
  expect(JSON.stringify(fields)).not.toContain([...one.keys.keys][0].secret);
  const [[field, sealed]] = Object.entries(fields);
  await one.bus.client.hSet(names.tokenKeys, {
    "key:forged": sealed,
    all: sealed,
    [`revoked:${other}`]: "5",
  });
  await one.bus.client.hSet(names.tokenKeys, field, "nonsense");
  await one.bus.client.publish(names.tokenKeysChanged, "");
  await until(async () => expect(await one.bus.client.hGet(names.tokenKeys, field)).not.toBe("nonsense"));
  expect(two.passes.read(token)).toBe(player);
  expect([...two.keys.keys].length).toBe(2);
  expect(two.keys.state.revoked).toEqual({});

  await command(folder, "revoke", player);
  await until(() => expect(two.passes.read(token)).toBeUndefined());
});
