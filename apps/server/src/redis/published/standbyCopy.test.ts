// What a standby follows, with a real Redis: increments, whatever is missed between two looks, and what was tampered with.
import { firstSaveState } from "@doubloon/engine/saved/saveState";
import { SaveWriter } from "@doubloon/engine/saved/saveWriter";
import { stepWorld } from "@doubloon/engine/stepWorld";
import { enter, makeMap, noInputs, testLoot } from "@doubloon/engine/testing/testWorld";
import { createWorld } from "@doubloon/engine/world";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type LedgerChanges, replaceAll } from "../../ledger/port.ts";
import { createMemoryLedger } from "../../ledger/testing/memoryLedger.ts";
import { type RedisServer, startRedisServer } from "../../link/testing/redisServer.ts";
import { ClusterKey } from "../clusterKey.ts";
import { RedisBus } from "../redisBus.ts";
import { makeRedisNames, type RedisNames } from "../redisNames.ts";
import { WorldLease } from "../worldLease.ts";
import { PublishedRecords } from "./publishedRecords.ts";
import { StandbyCopy } from "./standbyCopy.ts";

const KEY = new ClusterKey(new Uint8Array(32).fill(7));
const TTL_MS = 60_000;

let redis: RedisServer;
let bus: RedisBus;
let names: RedisNames;
let lease: WorldLease;
let islands = 0;
beforeAll(async () => {
  redis = await startRedisServer();
  bus = await RedisBus.connect(redis.url);
});
beforeEach(async () => {
  names = makeRedisNames(`standby${++islands}`);
  lease = new WorldLease(bus, names, { ttlMs: TTL_MS });
  expect(await lease.held()).toBe(true);
});
afterAll(async () => {
  await bus.close();
  await redis.stop();
});

/** A world that is published as often as asked, with another player each time. */
function makePublisher(lineage = "A") {
  const world = createWorld({ map: makeMap(64, 64), loot: testLoot, seed: 1 });
  const makeBuffer = (bytes: number): Uint8Array => new Uint8Array(bytes);
  const writer = new SaveWriter(world, { state: firstSaveState(lineage), whole: true, makeBuffer });
  const published = new PublishedRecords(bus, names, KEY);
  let players = 0;
  const save = (): LedgerChanges => {
    stepWorld(world, { commands: [enter(++players)], inputs: noInputs() });
    const { puts, ...changes } = writer.take();
    const copied = { ...changes, puts: puts.map(({ key, bytes }) => ({ key, bytes: bytes.slice() })) };
    writer.settle(true);
    return copied;
  };
  return { save, publish: async () => published.publish(lease.token, save()) };
}

function makeStandby() {
  const own = createMemoryLedger();
  const notes: string[] = [];
  let checks = 0;
  const copy = new StandbyCopy({
    own,
    published: new PublishedRecords(bus, names, KEY),
    keep: async () => "kept",
    note: (line) => notes.push(line),
    check: () => void checks++,
  });
  return { own, copy, notes, checks: () => checks };
}

/** What Redis has, read by a machine that knows nothing. */
const everything = async (): Promise<Map<string, string>> =>
  hexOf(await new PublishedRecords(bus, names, KEY).load());
const hexOf = (records: ReadonlyMap<string, Uint8Array> | undefined): Map<string, string> =>
  new Map([...(records ?? [])].map(([key, bytes]) => [key, Buffer.from(bytes).toString("hex")]));

it("follows every publication, in memory and in the own ledger, and is warm from the first one on", async () => {
  const { publish } = makePublisher();
  const { own, copy, checks } = makeStandby();
  expect(await copy.follow()).toBeUndefined();
  expect(copy.cold).toBe("no world is published yet");
  for (let i = 0; i < 20; i++) {
    expect(await publish()).toBe(true);
    // Now and then several publications between two looks.
    if (i % 3 === 1) continue;
    expect(hexOf(await copy.follow())).toEqual(await everything());
    expect(hexOf(await own.load())).toEqual(await everything());
    expect(copy.cold).toBe("");
  }
  // Loaded and read once; the rest were increments.
  expect(checks()).toBe(1);
});

it("that has missed more than is kept loads the world again", async () => {
  const { publish } = makePublisher();
  const { copy, checks } = makeStandby();
  await publish();
  await copy.follow();
  for (let i = 0; i < 12; i++) await publish();
  expect(hexOf(await copy.follow())).toEqual(await everything());
  expect(checks()).toBe(2);
  await publish();
  expect(hexOf(await copy.follow())).toEqual(await everything());
  expect(checks()).toBe(2);
});

it("is cold, and keeps what it has, when a record was changed by somebody without the cluster key", async () => {
  const { publish } = makePublisher();
  const { own, copy } = makeStandby();
  await publish();
  await copy.follow();
  const before = hexOf(await own.load());
  await publish();
  // One of the two was changed by the newest publication; the other is not read again.
  for (const key of (await everything()).keys())
    if (key.startsWith("base:")) await bus.client.hSet(names.records, key, "mine");
  await expect(copy.follow()).rejects.toThrow("not published by a machine with this cluster key");
  expect(copy.cold).toContain("not published by a machine with this cluster key");
  expect(hexOf(await own.load())).toEqual(before);
});

it("with a newer world of its own is cold, and does not lose it", async () => {
  const { publish, save } = makePublisher();
  const { own, copy } = makeStandby();
  await publish();
  await copy.follow();
  // As after a save that could not be published any more.
  const records = new Map(await own.load());
  for (const { key, bytes } of save().puts) records.set(key, bytes);
  await own.save(replaceAll(records));
  copy.release();
  expect(await copy.follow()).toBeUndefined();
  expect(copy.cold).toBe("its own world is newer than the published one");
  expect(hexOf(await own.load())).toEqual(hexOf(records));
});
