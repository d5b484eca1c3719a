// An attacker with access to Redis but without the cluster key can do nothing to an island.
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { makePacket, PacketKind } from "../link/codec/packet.ts";
import { type LinkContent, makeHello, NO_CONTENT } from "../link/session/hello.ts";
import { CONTRACT_LIMITS } from "../link/testing/linkContract.ts";
import { recordGateway, recordWorld } from "../link/testing/recordingPorts.ts";
import { type RedisServer, startRedisServer } from "../link/testing/redisServer.ts";
import { createRedisGatewayLink } from "../link/transports/redisGatewayLink.ts";
import { createRedisWorldLink } from "../link/transports/redisWorldLink.ts";
import { ClusterKey } from "./clusterKey.ts";
import { PacketBus } from "./packetBus.ts";
import { RedisBus } from "./redisBus.ts";
import { makeRedisNames, type RedisNames } from "./redisNames.ts";
import { WorldLease } from "./worldLease.ts";

const until = <T>(look: () => T): Promise<T> => vi.waitFor(look, { timeout: 30_000, interval: 5 });
const KEY = new ClusterKey(new Uint8Array(32).fill(7));
const STRANGER = new ClusterKey(new Uint8Array(32).fill(8));
const limits = CONTRACT_LIMITS;
const LEASE_MS = 60_000;

let redis: RedisServer;
let stranger: RedisBus;
let islands = 0;
let closers: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  redis = await startRedisServer();
  stranger = await RedisBus.connect(redis.url);
});
beforeEach(() => async () => {
  for (const close of closers.reverse()) await close();
  closers = [];
});
afterAll(async () => {
  await stranger.close();
  await redis.stop();
});

const newNames = (): RedisNames => makeRedisNames(`trust${++islands}`);

async function openWorld(names: RedisNames, content: LinkContent = NO_CONTENT, ttlMs = LEASE_MS) {
  const bus = await RedisBus.connect(redis.url);
  const forged: string[] = [];
  const packets = new PacketBus(bus, KEY, (channel) => forged.push(channel));
  const lease = new WorldLease(bus, names, { ttlMs });
  const refused: string[] = [];
  const onRefused = (id: string, why: string): void => void refused.push(`${id}: ${why}`);
  const link = await createRedisWorldLink({ packets, names, lease, limits, content, onRefused });
  const { port, calls } = recordWorld();
  link.serve(port);
  closers.push(async () => {
    await link.close();
    await lease.release();
    await bus.close();
  });
  await until(() => expect(lease.state).toBe("held"));
  return { bus, packets, lease, link, calls, forged, refused };
}

async function openGateway(names: RedisNames, content: LinkContent = NO_CONTENT, key = KEY) {
  const bus = await RedisBus.connect(redis.url);
  const forged: string[] = [];
  const packets = new PacketBus(bus, key, (channel) => forged.push(channel));
  const refused: string[] = [];
  const onRefused = (why: string): void => void refused.push(why);
  const link = await createRedisGatewayLink({ packets, names, id: "g1", limits, content, onRefused });
  const { port, calls } = recordGateway();
  const states: boolean[] = [];
  link.onWorldState((up) => states.push(up));
  link.serve(port);
  closers.push(async () => {
    await link.close();
    await bus.close();
  });
  return { bus, packets, link, calls, states, forged, refused };
}

async function openPair() {
  const names = newNames();
  const world = await openWorld(names);
  const gateway = await openGateway(names);
  await until(() => expect(gateway.states.at(-1)).toBe(true));
  return { names, world, gateway };
}

/** Records all packets on these channels. */
async function record(channels: readonly string[]): Promise<{ channel: string; packet: Buffer }[]> {
  const calls: { channel: string; packet: Buffer }[] = [];
  for (const channel of channels) {
    const stop = await stranger.subscribe(channel, (packet) =>
      calls.push({ channel, packet: Buffer.from(packet) }),
    );
    closers.push(stop);
  }
  return calls;
}

const say = (channel: string, packet: Buffer): Promise<number> => stranger.client.publish(channel, packet);

it("forged packets are counted, reported and dropped without affecting any session", async () => {
  const { names, world, gateway } = await openPair();
  const signed = (channel: string, packet: Buffer): Promise<unknown> =>
    new Promise((resolve) => new PacketBus(stranger, STRANGER, () => {}).publish(channel, packet, resolve));
  await signed(names.world, makeHello(world.lease.token, 9, { id: "g1", content: NO_CONTENT }));
  await signed(names.gateways, makePacket(PacketKind.worldUp, world.lease.token + 1, 0));
  await signed(names.gateway("g1"), makePacket(PacketKind.bye, world.lease.token, 0));
  await say(names.world, Buffer.from("garbage"));
  await say(names.gateway("g1"), Buffer.alloc(0));
  await until(() => expect(world.link.counters.unauthenticated).toBe(2));
  await until(() => expect(gateway.link.counters.unauthenticated).toBe(3));
  expect(world.forged).toEqual([names.world, names.world]);
  expect([...world.link.gateways]).toEqual(["g1"]);
  expect(gateway.states).toEqual([false, true]);
});

it("a gateway with another cluster key is never accepted", async () => {
  const names = newNames();
  const world = await openWorld(names);
  const gateway = await openGateway(names, NO_CONTENT, STRANGER);
  await until(() => expect(world.link.counters.unauthenticated).toBeGreaterThan(1));
  expect([...world.link.gateways]).toEqual([]);
  expect(gateway.states).toEqual([false]);
});

it("replayed packets change nothing, on their own channel or another", async () => {
  const names = newNames();
  const channels = [names.world, names.gateways, names.gateway("g1")];
  const calls = await record(channels);
  const world = await openWorld(names);
  const gateway = await openGateway(names);
  await until(() => expect(gateway.states.at(-1)).toBe(true));
  gateway.link.world.leave("g1", 5, 1 as never);
  world.link.gateway("g1").unnamed(2 as never);
  await until(() => expect(world.calls.length).toBe(1));
  await until(() => expect(gateway.calls.length).toBe(1));
  await until(() => expect(calls.length).toBeGreaterThan(4));
  const recorded = [...calls];
  for (const { packet } of recorded) for (const channel of channels) await say(channel, packet);
  const elsewhere = recorded.length * (channels.length - 1);
  await until(() => {
    const { counters } = world.link;
    const other = gateway.link.counters;
    expect(counters.unauthenticated + other.unauthenticated).toBe(elsewhere);
    expect(counters.replayed).toBeGreaterThan(1);
    expect(other.replayed).toBeGreaterThan(0);
  });
  world.link.gateway("g1").unnamed(3 as never);
  gateway.link.world.leave("g1", 5, 4 as never);
  await until(() => expect(world.calls.at(-1)).toEqual(["leave", "g1", 5, 4]));
  await until(() => expect(gateway.calls.at(-1)).toEqual(["unnamed", 3]));
  expect(world.calls.length).toBe(2);
  expect(gateway.calls.length).toBe(2);
  expect(gateway.states).toEqual([false, true]);
  expect(world.link.counters.gaps + gateway.link.counters.gaps).toBe(0);
});

it("a gateway with other content is refused, both sides report the difference, and it is accepted once it matches", async () => {
  const names = newNames();
  const content = { protocol: 7, map: "m1", loot: "l1" };
  const world = await openWorld(names, content);
  const gateway = await openGateway(names, { ...content, map: "m2" });
  const why = "versions differ: map m2 at the gateway, m1 at the world";
  await until(() => expect(world.refused).toContain(`g1: ${why}`));
  await until(() => expect(gateway.refused).toContain(why));
  expect(gateway.link.refusal).toBe(why);
  expect(gateway.states).toEqual([false]);
  // It keeps trying.
  await until(() => expect(world.link.counters.refused).toBeGreaterThan(1));
  expect([...world.link.gateways]).toEqual([]);
  await world.link.close();
  await world.lease.release();
  const next = await openWorld(names, { ...content, map: "m2" });
  await until(() => expect([...next.link.gateways]).toEqual(["g1"]));
  await until(() => expect(gateway.states.at(-1)).toBe(true));
  expect(gateway.link.refusal).toBeUndefined();
});

it("two islands can share a Redis by their prefixes", async () => {
  const [one, other] = [await openPair(), await openPair()];
  one.gateway.link.world.leave("g1", 5, 1 as never);
  await until(() => expect(one.world.calls.length).toBe(1));
  expect(other.world.calls).toEqual([]);
  expect(one.world.forged.concat(other.world.forged)).toEqual([]);
  const keys = await stranger.client.keys("*");
  expect(keys.filter((key) => !/^\{trust\d+\}:/.test(key))).toEqual([]);
});

it("a listener's error reaches the program; Redis and the session continue", async () => {
  const errors: unknown[] = [];
  const bus = await RedisBus.connect(redis.url, (error) => errors.push(error));
  closers.push(() => bus.close());
  const calls: string[] = [];
  await bus.subscribe("trust:listener", (bytes) => {
    calls.push(bytes.toString());
    if (calls.length === 1) throw new TypeError("a bug");
  });
  await say("trust:listener", Buffer.from("one"));
  await say("trust:listener", Buffer.from("two"));
  await until(() => expect(calls).toEqual(["one", "two"]));
  expect(errors).toEqual([new TypeError("a bug")]);
  expect(bus.up).toBe(true);
});

it("a world that is deposed repeatedly leaves no listener and no subscription behind", async () => {
  const names = newNames();
  const bus = await RedisBus.connect(redis.url);
  closers.push(() => bus.close());
  const packets = new PacketBus(bus, KEY, () => {});
  const subscribers = async (): Promise<unknown> =>
    Object.values(await stranger.client.pubSubNumSub(names.world)).map(Number);
  const before = bus.listenerCount;
  for (let term = 0; term < 10; term++) {
    const lease = new WorldLease(bus, names, { ttlMs: 200 });
    const states: string[] = [];
    lease.onState((state) => states.push(state));
    expect(await lease.held()).toBe(true);
    const link = await createRedisWorldLink({ packets, names, lease, limits });
    link.serve(recordWorld().port);
    expect(bus.listenerCount).toBe(before + 2);
    // Another machine takes the lease.
    const next = String(lease.token + 1);
    await stranger.client.multi().set(names.token, next).set(names.lease, next).exec();
    await until(() => expect(lease.state).toBe("deposed"));
    expect(states.at(-1)).toBe("deposed");
    await link.close();
    expect(bus.listenerCount).toBe(before);
    expect(await subscribers()).toEqual([0]);
    await stranger.client.del(names.lease);
  }
});

it("a Redis that comes back from an old file does not depose the running world", async () => {
  const names = newNames();
  const world = await openWorld(names, NO_CONTENT, 3_000);
  const gateway = await openGateway(names);
  await until(() => expect(gateway.states.at(-1)).toBe(true));
  const { token } = world.lease;
  const old = String(token - 10);
  await stranger.client.multi().set(names.token, old).set(names.lease, old).exec();
  await until(() => expect(world.lease.token).toBeGreaterThan(token));
  expect(world.lease.state).toBe("held");
  expect(await stranger.client.get(names.lease)).toBe(String(world.lease.token));
  await until(() => expect([...world.link.gateways]).toEqual(["g1"]));
});
