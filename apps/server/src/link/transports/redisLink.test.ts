import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ClusterKey } from "../../redis/clusterKey.ts";
import { PacketBus } from "../../redis/packetBus.ts";
import { RedisBus } from "../../redis/redisBus.ts";
import { makeRedisNames } from "../../redis/redisNames.ts";
import { WorldLease } from "../../redis/worldLease.ts";
import { makePacket, PacketKind } from "../codec/packet.ts";
import {
  CONTRACT_LIMITS,
  describeLink,
  describeRemoteLink,
  type RemoteLinkRig,
} from "../testing/linkContract.ts";
import { recordGateway, recordWorld } from "../testing/recordingPorts.ts";
import { type RedisServer, startRedisServer } from "../testing/redisServer.ts";
import { type Relay, startRelay } from "../testing/relay.ts";
import { createRedisGatewayLink } from "./redisGatewayLink.ts";
import { createRedisWorldLink } from "./redisWorldLink.ts";

const until = <T>(look: () => T): Promise<T> => vi.waitFor(look, { timeout: 30_000, interval: 5 });
const LONG_TTL_MS = 60_000;
/** For leases that a test lets expire and nobody else takes: on a busy machine they may also expire by themselves. */
const SHORT_TTL_MS = 500;
/** For a lease that a test lets expire, and that must not expire before on a busy machine. */
const EXPIRING_TTL_MS = 3_000;

let redis: RedisServer;
let islands = 0;
beforeAll(async () => {
  redis = await startRedisServer();
});
afterAll(() => redis.stop());

const KEY = new ClusterKey(new Uint8Array(32).fill(7));
const limits = CONTRACT_LIMITS;
const withKey = (bus: RedisBus, key = KEY): PacketBus => new PacketBus(bus, key, () => {});

const newNames = () => makeRedisNames(`test${++islands}`);
const relayToRedis = (): Promise<Relay> =>
  startRelay({ port: 0, host: "127.0.0.1" }, { port: redis.port, host: "127.0.0.1" });
const busThrough = (relay: Relay): Promise<RedisBus> => RedisBus.connect(`redis://127.0.0.1:${relay.port}`);

async function makeRedisRig(): Promise<RemoteLinkRig> {
  const names = newNames();
  const worldRelay = await relayToRedis();
  const gatewayRelay = await relayToRedis();
  const closers: (() => Promise<unknown>)[] = [];
  return {
    async openWorld() {
      const leaseBus = await RedisBus.connect(redis.url);
      const bus = await busThrough(worldRelay);
      const lease = new WorldLease(leaseBus, names, { ttlMs: LONG_TTL_MS });
      expect(await lease.held()).toBe(true);
      const link = await createRedisWorldLink({ packets: withKey(bus), names, lease, limits });
      let closing: Promise<void> | undefined;
      const close = async (): Promise<void> => {
        await link.close();
        await lease.release();
        await bus.close();
        await leaseBus.close();
      };
      const closeOnce = (): Promise<void> => {
        closing ??= close();
        return closing;
      };
      closers.push(closeOnce);
      return Object.assign(Object.create(link), { close: closeOnce });
    },
    async openGateway(id) {
      const bus = await busThrough(gatewayRelay);
      const link = await createRedisGatewayLink({ packets: withKey(bus), names, id, limits });
      closers.push(() => link.close().then(() => bus.close()));
      return link;
    },
    cutGateways: () => gatewayRelay.cut(),
    mendGateways: () => gatewayRelay.mend(),
    stall: () => worldRelay.stallOutward(),
    flow: () => worldRelay.flow(),
    async close() {
      for (const close of closers.reverse()) await close();
      await worldRelay.close();
      await gatewayRelay.close();
    },
  };
}

describeLink("redis", makeRedisRig);
describeRemoteLink("redis", makeRedisRig);

/** A process that wants to be the world: its own connection to Redis, its lease and its link. */
async function openCandidate(names: ReturnType<typeof newNames>, ttlMs: number) {
  const relay = await relayToRedis();
  const bus = await busThrough(relay);
  const lease = new WorldLease(bus, names, { ttlMs });
  const { port, calls } = recordWorld();
  const link = await createRedisWorldLink({ packets: withKey(bus), names, lease, limits });
  link.serve(port);
  const close = async (): Promise<void> => {
    await link.close();
    await lease.release();
    await bus.close();
    await relay.close();
  };
  return { relay, bus, lease, link, calls, close };
}

async function openGateway(names: ReturnType<typeof newNames>) {
  const bus = await RedisBus.connect(redis.url);
  const link = await createRedisGatewayLink({ packets: withKey(bus), names, id: "g1", limits });
  const { port, calls } = recordGateway();
  const states: boolean[] = [];
  link.onWorldState((up) => states.push(up));
  link.serve(port);
  return { bus, link, calls, states, close: () => link.close().then(() => bus.close()) };
}

describe("redis lease", () => {
  it("one world holds it; a standby takes over when it expires, and gateways follow", async () => {
    const names = newNames();
    const first = await openCandidate(names, LONG_TTL_MS);
    await until(() => expect(first.lease.state).toBe("held"));
    const second = await openCandidate(names, LONG_TTL_MS);
    const gateway = await openGateway(names);
    await until(() => expect([...first.link.gateways]).toEqual(["g1"]));
    expect(second.lease.state).toBe("waiting");
    expect([...second.link.gateways]).toEqual([]);

    first.relay.cut();
    // The lease expires.
    await gateway.bus.client.del(names.lease);
    await until(() => {
      second.lease.look();
      expect(second.lease.state).toBe("held");
    });
    expect(second.lease.token).toBeGreaterThan(first.lease.token);
    await until(() => expect([...second.link.gateways]).toEqual(["g1"]));
    await until(() => expect(gateway.states.at(-1)).toBe(true));
    expect(gateway.states).toContain(false);

    first.relay.mend();
    await until(() => expect(first.lease.state).toBe("deposed"));
    expect([...first.link.gateways]).toEqual([]);
    second.link.gateway("g1").unnamed(1 as never);
    await until(() => expect(gateway.calls).toEqual([["unnamed", 1]]));
    for (const one of [gateway, first, second]) await one.close();
  });

  it("a released lease goes to a standby long before it would expire", async () => {
    const names = newNames();
    const first = await openCandidate(names, LONG_TTL_MS);
    await until(() => expect(first.lease.state).toBe("held"));
    const second = await openCandidate(names, SHORT_TTL_MS);
    await first.close();
    await until(() => expect(second.lease.state).toBe("held"));
    await second.close();
  });

  it("packets of an earlier world are ignored", async () => {
    const names = newNames();
    const world = await openCandidate(names, LONG_TTL_MS);
    const gateway = await openGateway(names);
    await until(() => expect(gateway.states.at(-1)).toBe(true));
    const previous = makePacket(PacketKind.worldUp, world.lease.token - 1, 0);
    const before = gateway.link.counters.stale;
    withKey(gateway.bus).publish(names.gateways, previous, () => {});
    await until(() => expect(gateway.link.counters.stale).toBe(before + 1));
    expect(gateway.states).toEqual([false, true]);
    for (const one of [gateway, world]) await one.close();
  });

  it("a holder that renews late keeps its token and its gateways if nobody else took the lease", async () => {
    const names = newNames();
    const world = await openCandidate(names, LONG_TTL_MS);
    const gateway = await openGateway(names);
    await until(() => expect(gateway.states.at(-1)).toBe(true));
    const { token } = world.lease;
    await gateway.bus.client.del(names.lease);
    await until(async () => {
      world.lease.look();
      expect(await gateway.bus.client.get(names.lease)).toBe(String(token));
    });
    expect(world.lease.state).toBe("held");
    expect(gateway.states).toEqual([false, true]);
    for (const one of [gateway, world]) await one.close();
  });

  it("a gateway that receives a malformed packet starts a new session", async () => {
    const names = newNames();
    const world = await openCandidate(names, LONG_TTL_MS);
    const gateway = await openGateway(names);
    await until(() => expect(gateway.states.at(-1)).toBe(true));
    const before = gateway.link.counters.malformed;
    withKey(world.bus).publish(names.gateway("g1"), Buffer.alloc(40, 0xff), () => {});
    await until(() => expect(gateway.link.counters.malformed).toBe(before + 1));
    await until(() => expect(gateway.states).toEqual([false, true, false, true]));
    for (const one of [gateway, world]) await one.close();
  });

  it("a world that lost Redis holds the lease again afterwards if nobody else took it", async () => {
    const names = newNames();
    const world = await openCandidate(names, SHORT_TTL_MS);
    const gateway = await openGateway(names);
    await until(() => expect(gateway.states.at(-1)).toBe(true));
    world.relay.cut();
    await until(() => expect(world.lease.state).toBe("suspended"));
    expect([...world.link.gateways]).toEqual([]);
    world.relay.mend();
    await until(() => expect(world.lease.state).toBe("held"));
    await until(() => expect([...world.link.gateways]).toEqual(["g1"]));
    await until(() => expect(gateway.states.at(-1)).toBe(true));
    for (const one of [gateway, world]) await one.close();
  });
});

describe("redis gone", () => {
  it("nothing crashes or queues; when an empty Redis is back, the world continues before its standby", async () => {
    const names = newNames();
    const world = await openCandidate(names, EXPIRING_TTL_MS);
    await until(() => expect(world.lease.state).toBe("held"));
    // A standby gives the previous holder one TTL to come back; each reconnects to Redis after its own random delay.
    const standby = await openCandidate(names, LONG_TTL_MS);
    const gateway = await openGateway(names);
    await until(() => expect(gateway.states.at(-1)).toBe(true));
    const before = world.lease.token;

    await redis.stop();
    await until(() => expect(gateway.states.at(-1)).toBe(false));
    await until(() => expect([...world.link.gateways]).toEqual([]));
    const sent = gateway.link.counters.bytesSent;
    for (let i = 0; i < 10_000; i++) gateway.link.world.input("g1", 1, 1 as never, i, 0, 0, 0, 0);
    expect(gateway.link.counters.bytesSent).toBe(sent);

    await redis.start();
    await until(() => expect(gateway.states.at(-1)).toBe(true));
    await until(() => expect(world.lease.state).toBe("held"));
    expect(world.lease.token).toBeGreaterThan(before);
    expect(standby.lease.state).toBe("waiting");
    await until(() => expect([...world.link.gateways]).toEqual(["g1"]));
    gateway.link.world.leave("g1", 1, 4 as never);
    await until(() => expect(world.calls).toEqual([["leave", "g1", 1, 4]]));
    for (const one of [gateway, standby, world]) await one.close();
  });

  it("an address without Redis gives one clear line, without the password", async () => {
    await expect(RedisBus.connect("redis://me:secret@127.0.0.1:1")).rejects.toThrow(
      /^redis:\/\/\*\*\*@127\.0\.0\.1:1: cannot connect to Redis: .*ECONNREFUSED/,
    );
  });
});
