import { afterEach, beforeEach, expect, it } from "vitest";
import { type RedisServer, startRedisServer } from "../link/testing/redisServer.ts";
import { requestLease } from "./leaseScripts.ts";
import { RedisBus } from "./redisBus.ts";
import { makeRedisNames } from "./redisNames.ts";

const names = makeRedisNames("test");
const NEW = { previous: 0, ttlMs: 60_000, keep: false, candidate: "one", latestMs: 0 };
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

it("a request for the lease that arrives too late gets nothing, a request in time does", async () => {
  const [seconds] = await bus.client.sendCommand<string[]>(["TIME"]);
  const nowMs = Number(seconds) * 1000;
  const late = await requestLease(bus, names, { ...NEW, latestMs: nowMs - 1 });
  expect(late.answer).toBe(-2);
  expect(late.timeMs).toBeGreaterThanOrEqual(nowMs);
  expect(await bus.client.get(names.token)).toBe(null);
  const { answer } = await requestLease(bus, names, { ...NEW, latestMs: late.timeMs + 60_000 });
  expect(answer).toBeGreaterThan(0);
  expect(await bus.client.get(names.lease)).toBe(String(answer));
});

it("the token of a holder that asks late in its term is not given to it a second time", async () => {
  const first = await requestLease(bus, names, NEW);
  const again = { ...NEW, previous: first.answer, keep: true };
  expect((await requestLease(bus, names, { ...again, latestMs: first.timeMs - 1 })).answer).toBe(-2);
  expect((await requestLease(bus, names, again)).answer).toBe(first.answer);
});
