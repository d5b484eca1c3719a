// What of a world with hunts is readable in Redis, and what a standby gets of it, with a real Redis.
import { readSave } from "@doubloon/engine/saved/readSave";
import { firstSaveState } from "@doubloon/engine/saved/saveState";
import { SaveWriter } from "@doubloon/engine/saved/saveWriter";
import { huntMap, ScriptedHunt } from "@doubloon/engine/testing/scriptedHunt";
import { testLoot } from "@doubloon/engine/testing/testWorld";
import { RESP_TYPES } from "redis";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { LedgerChanges } from "../../ledger/port.ts";
import { type RedisServer, startRedisServer } from "../../link/testing/redisServer.ts";
import { ClusterKey } from "../clusterKey.ts";
import { RedisBus } from "../redisBus.ts";
import { makeRedisNames, type RedisNames } from "../redisNames.ts";
import { WorldLease } from "../worldLease.ts";
import { PublishedRecords } from "./publishedRecords.ts";

const KEY = new ClusterKey(new Uint8Array(32).fill(7));
/** Of a lease that must not expire by itself, however long a world of the test takes. */
const TTL_MS = 60_000;
const NONCE_BYTES = 16;
const SECRET = Uint8Array.from({ length: 32 }, (_, i) => 200 - i);

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
  names = makeRedisNames(`secrets${++islands}`);
  lease = new WorldLease(bus, names, { ttlMs: TTL_MS });
  expect(await lease.held()).toBe(true);
});
afterAll(async () => {
  await bus.close();
  await redis.stop();
});

/** A world in the middle of a hunt, which saves into `changes` as often as asked. */
function makeHuntWorld() {
  const script = new ScriptedHunt({ seed: 3, players: 8 });
  script.step([{ type: "soloSecret", secret: SECRET }]);
  script.until(({ state }) => state.phase === "running" && state.struck.length > 0);
  const makeBuffer = (bytes: number): Uint8Array => new Uint8Array(bytes);
  const writer = new SaveWriter(script.world, { state: firstSaveState("L"), whole: true, makeBuffer });
  const save = (more: LedgerChanges["puts"] = []): LedgerChanges => {
    for (let i = 0; i < 5; i++) script.step();
    const changes = writer.take();
    const copied = {
      ...changes,
      puts: [...changes.puts, ...more].map(({ key, bytes }) => ({ key, bytes: bytes.slice() })),
    };
    writer.settle(true);
    return copied;
  };
  return { script, save };
}

const stored = async (): Promise<[string, Buffer][]> => {
  const client = bus.client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
  return Object.entries((await client.hGetAll(names.records)) as unknown as Record<string, Buffer>);
};

it("secrets and places of a hunt are encrypted; a standby gets them and the public log, and goes on", async () => {
  const { script, save } = makeHuntWorld();
  const published = new PublishedRecords(bus, names, KEY);
  expect(await published.publish(lease.token, save())).toBe(true);
  for (let i = 0; i < 8; i++) {
    const entry = { key: `log:entry:${i}`, bytes: Buffer.from(`{"index":${i}}`) };
    expect(await published.publish(lease.token, save([entry]))).toBe(true);
  }
  const hunt = script.state;
  const tiles = new Uint16Array(hunt.caches.tileX);
  const secrets = [SECRET, hunt.secret, new Uint8Array(tiles.buffer), Buffer.from(hunt.caches.salts[0])];
  const fields = await stored();
  expect(fields.filter(([key]) => /^(hunts|solo):/.test(key)).length).toBe(4);
  for (const [, bytes] of fields) {
    for (const secret of secrets) expect(bytes.includes(Buffer.from(secret))).toBe(false);
  }
  const records = await new PublishedRecords(bus, names, KEY).load();
  const { world, notes } = readSave(records, { map: huntMap, loot: testLoot, seed: 1 });
  expect(notes).toEqual([]);
  expect(world.solo.secret).toEqual(SECRET);
  expect([...world.hunts.list[0].secret]).toEqual([...hunt.secret]);
  expect(world.hunts.list[0].caches.tileX).toEqual(hunt.caches.tileX);
  expect(world.hunts.list[0].clock).toBe(hunt.clock);
  expect(Buffer.from(records.get("log:entry:7") ?? []).toString()).toBe('{"index":7}');
  const stranger = new PublishedRecords(bus, names, new ClusterKey(new Uint8Array(32).fill(8)));
  await expect(stranger.load()).rejects.toThrow(/not published by a machine with this cluster key/);
});

it("a record that is changed, exchanged, repeated under another key or left out is noticed", async () => {
  const { save } = makeHuntWorld();
  const published = new PublishedRecords(bus, names, KEY);
  const entry = (n: number) => ({ key: `log:entry:${n}`, bytes: Buffer.from(`{"index":${n}}`) });
  await published.publish(lease.token, save([entry(0), entry(1)]));
  const older = new Map(await stored());
  await published.publish(lease.token, save([entry(2)]));
  const newest = new Map(await stored());
  const read = async (change: (fields: Map<string, Buffer>) => void): Promise<number> => {
    const fields = new Map(newest);
    change(fields);
    await bus.client.del(names.records);
    for (const [key, bytes] of fields) await bus.client.hSet(names.records, key, bytes);
    return (await new PublishedRecords(bus, names, KEY).load()).size;
  };
  expect(await read(() => {})).toBe(newest.size - 1);
  const changes: ((fields: Map<string, Buffer>) => void)[] = [
    (fields) => void fields.delete("log:entry:1"),
    (fields) => void fields.set("log:entry:1", Buffer.from('{"index":9}')),
    (fields) => void fields.set("log:entry:1", fields.get("log:entry:0") ?? Buffer.alloc(0)),
    (fields) => void fields.set("log:entry:3", fields.get("log:entry:2") ?? Buffer.alloc(0)),
    (fields) => {
      const [one, two] = ["log:entry:0", "log:entry:1"].map((key) => fields.get(key) ?? Buffer.alloc(0));
      fields.set("log:entry:0", two).set("log:entry:1", one);
    },
    (fields) => void fields.set("hunts:0", older.get("hunts:0") ?? Buffer.alloc(0)).delete("hunts:1"),
    (fields) => void fields.set("manifest", older.get("manifest") ?? Buffer.alloc(0)),
    (fields) => void fields.delete("manifest"),
  ];
  for (const change of changes) {
    await expect(read(change)).rejects.toThrow(/not published by a machine with this cluster key/);
  }
});

it("a world that an earlier server published, whose manifest lists every record, is still taken over", async () => {
  const { save } = makeHuntWorld();
  const { puts } = save();
  const plain = puts.filter(({ key }) => /^(base|page):/.test(key));
  const nonce = Buffer.alloc(NONCE_BYTES, 5);
  const macs = plain
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .flatMap(({ key, bytes }) => [Buffer.from(`${key}\0`), KEY.mac(`${names.records} ${key}`, bytes)]);
  const manifest = Buffer.concat([nonce, KEY.mac(names.records, nonce, ...macs)]);
  for (const { key, bytes } of plain) await bus.client.hSet(names.records, key, Buffer.from(bytes));
  await bus.client.hSet(names.records, "manifest", manifest);
  const published = new PublishedRecords(bus, names, KEY);
  expect((await published.load()).size).toBe(plain.length);
  const more = { clear: false, drops: [], puts: [{ key: "log:entry:0", bytes: Buffer.from("{}") }] };
  expect(await published.publish(lease.token, more)).toBe(true);
  expect((await new PublishedRecords(bus, names, KEY).load()).size).toBe(plain.length + 1);
});
