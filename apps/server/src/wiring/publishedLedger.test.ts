// The published world over a real Redis: the same records as on disk, whatever was missed in between.
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createMemoryLedger } from "../ledger/memoryLedger.ts";
import type { Ledger, LedgerChanges } from "../ledger/port.ts";
import { RedisBus } from "../link/redisBus.ts";
import { makeRedisNames, type RedisNames } from "../link/redisNames.ts";
import { type RedisServer, startRedisServer } from "../link/testing/redisServer.ts";
import { WorldLease } from "../link/worldLease.ts";
import { makePublishedLedger } from "./publishedLedger.ts";

const LEASE_MS = 60_000;

let redis: RedisServer;
let bus: RedisBus;
let islands = 0;
beforeAll(async () => {
  redis = await startRedisServer();
  bus = await RedisBus.connect(redis.url);
});
afterAll(async () => {
  await bus.close();
  await redis.stop();
});

function puts(values: Record<string, number>, rest: Partial<LedgerChanges> = {}): LedgerChanges {
  const records = Object.entries(values).map(([key, byte]) => ({
    key,
    bytes: new Uint8Array(10).fill(byte),
  }));
  return { clear: false, drops: [], puts: records, ...rest };
}

async function contents(ledger: Ledger): Promise<Record<string, number>> {
  const records = await ledger.load();
  return Object.fromEntries([...records].map(([key, bytes]) => [key, bytes[0] ?? -1]));
}

async function openIsland() {
  const names = makeRedisNames(`published${++islands}`);
  const lease = new WorldLease(bus, names, LEASE_MS);
  await vi.waitFor(() => expect(lease.state).toBe("held"), { timeout: 30_000, interval: 5 });
  const own = createMemoryLedger();
  return { names, lease, own, ledger: makePublishedLedger(own, bus, names, lease) };
}

/** What a machine with an empty disk would go on from. */
const elsewhere = (names: RedisNames, lease: WorldLease): Promise<Record<string, number>> =>
  contents(makePublishedLedger(createMemoryLedger(), bus, names, lease));

test("another machine reads what was saved here: first everything, then change by change", async () => {
  const { names, lease, own, ledger } = await openIsland();
  await own.save(puts({ old: 1 }));
  await ledger.save(puts({ a: 1, b: 2 }));
  expect(await elsewhere(names, lease)).toEqual({ old: 1, a: 1, b: 2 });
  await ledger.save(puts({ a: 3 }, { drops: ["b"] }));
  expect(await elsewhere(names, lease)).toEqual({ old: 1, a: 3 });
  await ledger.save(puts({ c: 4 }, { clear: true }));
  expect(await elsewhere(names, lease)).toEqual({ c: 4 });
  await lease.release();
});

test("what Redis has lost or has of an older state is published anew as a whole", async () => {
  const { names, lease, ledger } = await openIsland();
  await ledger.save(puts({ a: 1 }));
  await bus.client.del(names.records);
  await ledger.save(puts({ b: 2 }));
  expect(await elsewhere(names, lease)).toEqual({ a: 1, b: 2 });
  await bus.client.hSet(names.records, { mark: "older", a: "zzz" });
  await ledger.save(puts({ c: 3 }));
  expect(await elsewhere(names, lease)).toEqual({ a: 1, b: 2, c: 3 });
  await lease.release();
});

test("a machine that goes on from the published world has it on its own disk too", async () => {
  const { names, lease, ledger } = await openIsland();
  await ledger.save(puts({ a: 1, b: 2 }));
  const own = createMemoryLedger();
  await own.save(puts({ mine: 9 }));
  const other = makePublishedLedger(own, bus, names, lease);
  await other.load();
  expect(await contents(own)).toEqual({ a: 1, b: 2 });
  await other.save(puts({ c: 3 }));
  expect(await elsewhere(names, lease)).toEqual({ a: 1, b: 2, c: 3 });
  await lease.release();
});

test("the snapshot of an older version is read, and goes with the first publication", async () => {
  const { names, lease, ledger } = await openIsland();
  await bus.client.set(names.snapshot, Buffer.from([7, 7]));
  expect(await contents(ledger)).toEqual({ "snapshot:0": 7 });
  await ledger.save(puts({ a: 1 }, { clear: true }));
  expect(await bus.client.exists(names.snapshot)).toBe(0);
  expect(await elsewhere(names, lease)).toEqual({ a: 1 });
  await lease.release();
});
