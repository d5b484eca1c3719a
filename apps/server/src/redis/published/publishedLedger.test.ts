// Which world continues when a machine's own world and the published one differ, with a real Redis that is flushed, lost
// and restored from an old file.
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { savedHead } from "@doubloon/engine/saved/baseRecord";
import { firstSaveState } from "@doubloon/engine/saved/saveState";
import { SaveWriter } from "@doubloon/engine/saved/saveWriter";
import { stepWorld } from "@doubloon/engine/stepWorld";
import { enter, makeMap, noInputs, testLoot } from "@doubloon/engine/testing/testWorld";
import { createWorld } from "@doubloon/engine/world";
import { RESP_TYPES } from "redis";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Ledger, LedgerChanges } from "../../ledger/port.ts";
import { createSqliteLedger } from "../../ledger/sqliteLedger.ts";
import { createMemoryLedger } from "../../ledger/testing/memoryLedger.ts";
import { type RedisServer, startRedisServer } from "../../link/testing/redisServer.ts";
import { type Relay, startRelay } from "../../link/testing/relay.ts";
import { ClusterKey } from "../clusterKey.ts";
import { RedisBus } from "../redisBus.ts";
import { makeRedisNames, type RedisNames } from "../redisNames.ts";
import { WorldLease } from "../worldLease.ts";
import { keepWorld } from "./keptWorlds.ts";
import { makePublishedLedger } from "./publishedLedger.ts";
import { PublishedRecords } from "./publishedRecords.ts";

const until = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 30_000, interval: 10 });
const KEY = new ClusterKey(new Uint8Array(32).fill(7));
/** Short, because some tests wait until a lease expires; long enough not to expire by itself on a busy machine. */
const TTL_MS = 3_000;
const BYTES = { [RESP_TYPES.BLOB_STRING]: Buffer } as const;

let redis: RedisServer;
let admin: RedisBus;
let folder: string;
let names: RedisNames;
let islands = 0;
let closers: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  redis = await startRedisServer();
  admin = await RedisBus.connect(redis.url);
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "doubloon-published-"));
  names = makeRedisNames(`published${++islands}`);
});
afterEach(async () => {
  for (const close of closers.reverse()) await close();
  closers = [];
  await rm(folder, { recursive: true, force: true });
});
afterAll(async () => {
  await admin.close();
  await redis.stop();
});

/** All records of a world of that lineage at that save. */
function worldAt(lineage: string, save: number): LedgerChanges {
  const state = firstSaveState(lineage, save - 1);
  const makeBuffer = (bytes: number): Uint8Array => new Uint8Array(bytes);
  const world = createWorld({ map: makeMap(64, 64), loot: testLoot, seed: 1 });
  stepWorld(world, { commands: [enter(1)], inputs: noInputs() });
  return new SaveWriter(world, { state, whole: true, makeBuffer }).take();
}

/** A machine that takes the lease, with its own ledger. */
async function startTerm(own: Ledger, key = KEY) {
  const relay: Relay = await startRelay(
    { port: 0, host: "127.0.0.1" },
    { port: redis.port, host: "127.0.0.1" },
  );
  const bus = await RedisBus.connect(`redis://127.0.0.1:${relay.port}`);
  const lease = new WorldLease(bus, names, { ttlMs: TTL_MS });
  expect(await lease.held()).toBe(true);
  const notes: string[] = [];
  const ledger = makePublishedLedger({
    own,
    published: new PublishedRecords(bus, names, key),
    lease,
    keep: (position, records, winningLineage) => keepWorld(folder, position, records, winningLineage),
    note: (line) => notes.push(line),
  });
  let over: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    await ledger.close();
    await lease.release();
    await bus.close();
    await relay.close();
  };
  const endOnce = (): Promise<void> => {
    over ??= end();
    return over;
  };
  closers.push(endOnce);
  return { ledger, lease, bus, relay, notes, end: endOnce };
}

const headOf = (records: ReadonlyMap<string, Uint8Array>): string => {
  const head = savedHead(records);
  return head === undefined ? "none" : `${head.lineage} ${head.save}`;
};
const publishedHead = async (): Promise<string> =>
  headOf(await new PublishedRecords(admin, names, KEY).load());
const kept = (): Promise<string[]> => readdir(join(folder, "kept")).catch(() => []);

it("a standby continues the published world, and does not keep its own older one of the same lineage", async () => {
  const [one, two] = [createMemoryLedger(), createMemoryLedger()];
  const first = await startTerm(one);
  await first.ledger.load();
  await first.ledger.save(worldAt("A", 1));
  await first.ledger.save(worldAt("A", 5));
  await first.end();
  await two.save(worldAt("A", 3));
  const second = await startTerm(two);
  // Save 3 is older than its first term.
  expect(headOf(await second.ledger.load())).toBe("A 5");
  expect(headOf(await two.load())).toBe("A 5");
});

it("this machine's newer world wins over an older published one of the same lineage, and is published at once", async () => {
  const own = createMemoryLedger();
  const first = await startTerm(own);
  await first.ledger.load();
  await first.ledger.save(worldAt("A", 1));
  // Saved here while Redis is unreachable, which is the same as a Redis restored from an old file.
  first.relay.cut();
  await until(() => expect(first.bus.up).toBe(false));
  await expect(first.ledger.save(worldAt("A", 8))).rejects.toThrow("saved here but not published");
  await first.end();
  await until(async () => expect(await admin.client.get(names.lease)).toBeNull());
  expect(await publishedHead()).toBe("A 1");

  const again = await startTerm(own);
  expect(headOf(await again.ledger.load())).toBe("A 8");
  expect(await publishedHead()).toBe("A 8");
  expect(again.notes).toEqual([expect.stringContaining("this machine's own world continues at save 8")]);
  expect(await kept()).toEqual([]);
});

it("of diverged worlds the later term's continues, and the other one is kept", async () => {
  const [one, two] = [createMemoryLedger(), createMemoryLedger()];
  const first = await startTerm(one);
  await first.ledger.load();
  await first.ledger.save(worldAt("A", 1));
  first.relay.cut();
  await until(() => expect(first.bus.up).toBe(false));
  await expect(first.ledger.save(worldAt("A", 50))).rejects.toThrow("not published");
  const second = await startTerm(two);
  expect(headOf(await second.ledger.load())).toBe("A 1");
  await second.ledger.save(worldAt("A", 4));
  await second.end();
  await first.end();

  const third = await startTerm(one);
  expect(headOf(await third.ledger.load())).toBe("A 4");
  expect(third.notes).toEqual([
    expect.stringMatching(/published world continues at save 4.*kept in .*fork-A-/),
  ]);
  const [name] = await kept();
  const forked = await createSqliteLedger(join(folder, "kept", name));
  expect(headOf(await forked.load())).toBe("A 50");
  await forked.close();
});

it("a world of another lineage than the published one is kept, whatever its age", async () => {
  const [one, two] = [createMemoryLedger(), createMemoryLedger()];
  await two.save(worldAt("B", 900));
  const first = await startTerm(one);
  await first.ledger.load();
  await first.ledger.save(worldAt("A", 1));
  await first.end();
  const second = await startTerm(two);
  expect(headOf(await second.ledger.load())).toBe("A 1");
  expect(second.notes.length).toBe(1);
  expect(await kept()).toEqual(["other-B-0-900"]);
});

it("the running world is republished to a flushed Redis, and to one restored from an old file, without another save", async () => {
  const own = createMemoryLedger();
  const world = await startTerm(own);
  await world.ledger.load();
  await world.ledger.save(worldAt("A", 1));
  const bytes = await admin.client.withTypeMapping(BYTES).dump(names.records);
  await world.ledger.save(worldAt("A", 7));

  await redis.stop();
  await redis.start();
  await until(() => expect(admin.up && world.bus.up).toBe(true));
  await until(async () => expect(await publishedHead()).toBe("A 7"));
  expect(world.lease.state).toBe("held");

  const { token } = world.lease;
  await redis.stop();
  await redis.start();
  await until(() => expect(admin.up).toBe(true));
  await admin.client.restore(names.records, 0, bytes as never, { REPLACE: true });
  await admin.client.set(names.token, String(token - 5));
  await until(async () => expect(await publishedHead()).toBe("A 7"));
  await until(() => expect(world.lease.state).toBe("held"));
  await world.ledger.save(worldAt("A", 8));
  expect(await publishedHead()).toBe("A 8");
});

it("saves fail while Redis is gone, and the next one publishes everything saved here meanwhile", async () => {
  const own = createMemoryLedger();
  const world = await startTerm(own);
  await world.ledger.load();
  await world.ledger.save(worldAt("A", 1));
  world.relay.cut();
  await until(() => expect(world.bus.up).toBe(false));
  for (let save = 2; save < 6; save++) {
    await expect(world.ledger.save(worldAt("A", save))).rejects.toThrow("Redis cannot be reached");
    expect(headOf(await own.load())).toBe(`A ${save}`);
  }
  world.relay.mend();
  await until(() => world.ledger.save({ clear: false, drops: [], puts: [] }));
  expect(await publishedHead()).toBe("A 5");
});

it("a world that has lost the lease publishes nothing, and its save fails", async () => {
  const world = await startTerm(createMemoryLedger());
  await world.ledger.load();
  await world.ledger.save(worldAt("A", 1));
  await admin.client.set(names.token, String(world.lease.token + 1));
  await admin.client.set(names.lease, String(world.lease.token + 1));
  await expect(world.ledger.save(worldAt("A", 2))).rejects.toThrow("does not hold the lease");
  expect(await publishedHead()).toBe("A 1");
});

it("a published world that was tampered with is rejected in one line, whatever was changed", async () => {
  const first = await startTerm(createMemoryLedger());
  await first.ledger.load();
  await first.ledger.save(worldAt("A", 1));
  const before = await admin.client.withTypeMapping(BYTES).hGetAll(names.records);
  await first.ledger.save(worldAt("A", 2));
  await first.end();
  const [field] = Object.keys(before).filter((key) => key.startsWith("base:"));
  const tampering: readonly (() => Promise<unknown>)[] = [
    () => admin.client.hSet(names.records, "page:0:0", "mine"),
    () => admin.client.hDel(names.records, "page:0:0"),
    // An older version of a record.
    () => admin.client.hSet(names.records, field, before[field] as never),
    () => admin.client.hDel(names.records, "manifest"),
  ];
  for (const tamper of tampering) {
    await tamper();
    const next = await startTerm(createMemoryLedger());
    await expect(next.ledger.load()).rejects.toThrow("was not published by a machine with this cluster key");
    await next.end();
  }
});
