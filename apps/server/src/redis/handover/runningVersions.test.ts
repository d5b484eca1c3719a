import { afterEach, beforeEach, expect, it } from "vitest";
import { type RedisServer, startRedisServer } from "../../link/testing/redisServer.ts";
import { RedisBus } from "../redisBus.ts";
import { makeRedisNames } from "../redisNames.ts";
import { checkRunningVersions, versionsOf, writeRunningVersions } from "./runningVersions.ts";

const names = makeRedisNames("test");
const content = { protocol: 3, map: "m1", loot: "l1" };
const own = versionsOf(content);
const AT_ONCE = { lapseMs: 0, freeMs: 0 };
let redis: RedisServer;
let bus: RedisBus;
beforeEach(async () => {
  redis = await startRedisServer();
  bus = await RedisBus.connect(redis.url);
});
afterEach(async () => {
  await bus.close();
  await redis.stop();
});

it.each([
  ["protocol 3 at this machine, 4 at the world", { ...own, content: { ...content, protocol: 4 } }],
  ["map m1 at this machine, m2 at the world", { ...own, content: { ...content, map: "m2" } }],
  [`link ${own.link} at this machine, ${own.link + 1} at the world`, { ...own, link: own.link + 1 }],
  [
    `it saves in version ${own.saves + 1}, this machine reads up to ${own.saves}`,
    { ...own, saves: own.saves + 1 },
  ],
])("a machine may not stand by: %s", async (why, running) => {
  await writeRunningVersions(bus, names, running);
  // Nobody leads: the versions are those of a world that has been stopped.
  await checkRunningVersions(bus, names, own, AT_ONCE);
  await bus.client.set(names.lease, "7");
  await expect(checkRunningVersions(bus, names, own, AT_ONCE)).rejects.toThrow(
    `(${why.includes(" at this") ? "versions differ: " : ""}${why})`,
  );
});

it("a machine may stand by where the same runs, or an older one that saves in an older format", async () => {
  await bus.client.set(names.lease, "7");
  await checkRunningVersions(bus, names, own);
  await writeRunningVersions(bus, names, own);
  await checkRunningVersions(bus, names, own);
  await writeRunningVersions(bus, names, { ...own, saves: own.saves - 1 });
  await checkRunningVersions(bus, names, own);
});

it.each(["", "{", "[]", '{"link":3}'])(
  "versions that are not understood are those of another version: %j",
  async (text) => {
    await bus.client.set(names.lease, "7");
    await bus.client.set(names.versions, text);
    await expect(checkRunningVersions(bus, names, own, AT_ONCE)).rejects.toThrow("not understood here");
  },
);

it("the lease of a machine that has died holds nobody up", async () => {
  await writeRunningVersions(bus, names, { ...own, link: own.link + 1 });
  await bus.client.set(names.lease, "7", { expiration: { type: "PX", value: 300 } });
  await checkRunningVersions(bus, names, own, { lapseMs: 60_000, freeMs: 0 });
  expect(await bus.client.get(names.lease)).toBe(null);
});

it("the lease of a machine that was stalled, which takes it again, is still that of a running world", async () => {
  await writeRunningVersions(bus, names, { ...own, link: own.link + 1 });
  const check = checkRunningVersions(bus, names, own, { lapseMs: 0, freeMs: 60_000 });
  await bus.client.set(names.lease, "7");
  await expect(check).rejects.toThrow("a world of another version runs");
});
