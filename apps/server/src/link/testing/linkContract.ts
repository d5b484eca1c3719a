// The contract of every link, over any transport. Each implementation's test runs these suites on its own rig.

import type { MoverId, RoomId, Tick } from "@doubloon/shared/ids";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PACKET_HEADER_BYTES } from "../codec/packet.ts";
import { feedIdOf } from "../feedId.ts";
import type { GatewayId, GatewayLink, WorldLink } from "../port.ts";
import type { LinkCounters } from "../session/linkCounters.ts";
import { type Recording, recordGateway, recordWorld } from "./recordingPorts.ts";
import {
  gatewaySampleCalls,
  sendGatewaySamples,
  sendWorldSamples,
  worldSampleCalls,
} from "./sampleMessages.ts";

/** A world and gateways that can reach each other. */
export interface LinkRig {
  openWorld(): Promise<WorldLink>;
  /** The id is a suggestion; the link says which one it has. */
  openGateway(id: GatewayId): Promise<GatewayLink>;
  close(): Promise<void>;
}

/** The same with a connection between them that can break. */
export interface RemoteLinkRig extends LinkRig {
  openWorld(): Promise<WorldLink & { readonly counters: Readonly<LinkCounters> }>;
  /** Breaks the connection of every gateway opened so far, as when their processes die. */
  cutGateways(): void;
  mendGateways(): void;
  /** Stops the world's messages from reaching the gateways. */
  stall(): void;
  flow(): void;
}

/** Limits that keep the suites below small. */
export const CONTRACT_LIMITS = {
  flushBytes: 64 * 1024,
  dropBytes: 256 * 1024,
  cutBytes: 32 * 1024 * 1024,
  maxGateways: 8,
  keepaliveMs: 250,
  timeoutMs: 30_000,
  helloRetryMs: 100,
  refusedRetryMs: 200,
};

const feed = feedIdOf(3 as RoomId, 2);
const until = <T>(look: () => T): Promise<T> => vi.waitFor(look, { timeout: 30_000, interval: 5 });

interface Side<Link, Port> {
  readonly link: Link;
  readonly calls: Recording<Port>["calls"];
}

async function openWorld<Link extends WorldLink>(rig: { openWorld(): Promise<Link> }) {
  const link = await rig.openWorld();
  const { port, calls } = recordWorld();
  link.serve(port);
  const gone: GatewayId[] = [];
  link.onGatewayGone((id) => gone.push(id));
  return { link, calls: calls, gone };
}

async function openGateway(rig: LinkRig, id: GatewayId) {
  const link = await rig.openGateway(id);
  const { port, calls } = recordGateway();
  const states: boolean[] = [];
  link.onWorldState((up) => states.push(up));
  link.serve(port);
  return { link, calls: calls, states };
}

/** Resolves once messages between the world and the gateway arrive both ways. */
async function met(world: Side<WorldLink, unknown>, gateway: Side<GatewayLink, unknown>): Promise<void> {
  const { id } = gateway.link;
  await until(() => expect([...world.link.gateways]).toContain(id));
  await until(() => {
    world.link.gateway(id).unnamed(1 as MoverId);
    expect(gateway.calls.length).toBeGreaterThan(0);
  });
  await until(() => {
    gateway.link.world.leave(id, 1, 1 as MoverId);
    expect(world.calls.some(([message, from]) => message === "leave" && from === id)).toBe(true);
  });
  // Messages in flight arrive before anything is counted.
  world.link.gateway(id).unnamed(2 as MoverId);
  gateway.link.world.leave(id, 1, 2 as MoverId);
  await until(() => expect(gateway.calls.at(-1)).toEqual(["unnamed", 2]));
  await until(() => expect(world.calls.at(-1)).toEqual(["leave", id, 1, 2]));
  world.calls.length = 0;
  gateway.calls.length = 0;
}

/** Tests what the world and gateways rely on. */
export function describeLink(name: string, makeRig: () => Promise<LinkRig>): void {
  describe(`${name} link`, () => {
    let rig: LinkRig;
    beforeEach(async () => {
      rig = await makeRig();
    });
    afterEach(() => rig.close());

    it("carries every message both ways, in order, unchanged", async () => {
      const world = await openWorld(rig);
      const gateway = await openGateway(rig, "g1");
      await met(world, gateway);
      const { id } = gateway.link;
      sendGatewaySamples(world.link.gateway(id));
      sendWorldSamples(gateway.link.world, id);
      await until(() => expect(gateway.calls).toEqual(gatewaySampleCalls));
      await until(() => expect(world.calls).toEqual(worldSampleCalls(id)));
    });

    it("keeps the order of thousands of messages and needs the bytes of a frame only during the call", async () => {
      const world = await openWorld(rig);
      const gateway = await openGateway(rig, "g1");
      await met(world, gateway);
      const sender = world.link.gateway(gateway.link.id);
      const bytes = new Uint8Array(3);
      for (let i = 0; i < 5000; i++) {
        bytes.set([1, i & 255, i >> 8]);
        sender.frame(feed, i as Tick, bytes, undefined);
        gateway.link.world.input(gateway.link.id, 7, 1 as MoverId, i, 1, i & 63, -1 - i, i);
      }
      bytes.fill(0xff);
      await until(() => expect(gateway.calls.length).toBe(5000));
      await until(() => expect(world.calls.length).toBe(5000));
      expect(gateway.calls).toEqual(
        Array.from({ length: 5000 }, (_, i) => ["frame", feed, i, [1, i & 255, i >> 8], undefined]),
      );
      expect(world.calls).toEqual(
        Array.from({ length: 5000 }, (_, i) => ["input", gateway.link.id, 7, 1, i, 1, i & 63, -1 - i, i]),
      );
    });
  });
}

/** Tests what happens when one of the processes, or the connection between them, fails. */
export function describeRemoteLink(name: string, makeRig: () => Promise<RemoteLinkRig>): void {
  describe(`${name} link between processes`, () => {
    let rig: RemoteLinkRig;
    beforeEach(async () => {
      rig = await makeRig();
    });
    afterEach(() => rig.close());

    it("sends each gateway its own messages", async () => {
      const world = await openWorld(rig);
      const gateways = [await openGateway(rig, "g1"), await openGateway(rig, "g2")];
      for (const gateway of gateways) await met(world, gateway);
      for (const [i, { link }] of gateways.entries()) {
        world.link.gateway(link.id).named(i as MoverId, link.id);
        link.world.leave(link.id, i, (10 + i) as MoverId);
      }
      for (const [i, { link, calls }] of gateways.entries()) {
        await until(() => expect(calls).toEqual([["named", i, link.id]]));
      }
      await until(() => {
        expect(world.calls.toSorted()).toEqual([
          ["leave", "g1", 0, 10],
          ["leave", "g2", 1, 11],
        ]);
      });
    });

    it("sends the messages of one turn as one packet", async () => {
      const world = await openWorld(rig);
      const gateway = await openGateway(rig, "g1");
      await met(world, gateway);
      const before = { ...world.link.counters };
      for (let i = 0; i < 1000; i++) world.link.gateway("g1").crossed(i, feed);
      await until(() => expect(gateway.calls.length).toBe(1000));
      const packets = world.link.counters.packetsSent - before.packetsSent;
      const bytes = world.link.counters.bytesSent - before.bytesSent;
      // One packet, and the keepalives sent meanwhile.
      expect(bytes - packets * PACKET_HEADER_BYTES).toBe(8 * 1000);
    });

    it("reports a lost gateway, drops its messages, and accepts it again when it is back", async () => {
      const world = await openWorld(rig);
      const gateway = await openGateway(rig, "g1");
      await met(world, gateway);
      rig.cutGateways();
      await until(() => expect(gateway.states.at(-1)).toBe(false));
      await until(() => {
        world.link.gateway("g1").unnamed(9 as MoverId);
        expect(world.gone).toEqual(["g1"]);
      });
      expect([...world.link.gateways]).toEqual([]);
      world.link.gateway("g1").crossed(9, feed);
      gateway.link.world.leave("g1", 1, 9 as MoverId);
      rig.mendGateways();
      await until(() => expect(gateway.states.at(-1)).toBe(true));
      await met(world, gateway);
      expect(gateway.calls).toEqual([]);
      expect(world.calls).toEqual([]);
    });

    it("reports a lost world, and the next one", async () => {
      const first = await openWorld(rig);
      const gateway = await openGateway(rig, "g1");
      await met(first, gateway);
      await first.link.close();
      await until(() => expect(gateway.states.at(-1)).toBe(false));
      gateway.link.world.leave("g1", 1, 9 as MoverId);
      const second = await openWorld(rig);
      await until(() => expect(gateway.states.at(-1)).toBe(true));
      await met(second, gateway);
      expect(first.calls).toEqual([]);
    });

    it("reports a closed gateway at once", async () => {
      const world = await openWorld(rig);
      const gateway = await openGateway(rig, "g1");
      await met(world, gateway);
      await gateway.link.close();
      await until(() => expect(world.gone).toEqual(["g1"]));
    });

    it("drops frames while they cannot be sent, and recovers the feed by a keyframe", async () => {
      const world = await openWorld(rig);
      const gateway = await openGateway(rig, "g1");
      await met(world, gateway);
      rig.stall();
      const bytes = new Uint8Array(4000).fill(1);
      let tick = 0;
      await until(() => {
        for (let i = 0; i < 1000; i++) world.link.gateway("g1").frame(feed, tick++ as Tick, bytes, undefined);
        expect(world.link.counters.framesDropped).toBeGreaterThan(0);
      });
      expect([world.link.congested("g1"), world.link.congested("nobody")]).toEqual([true, false]);
      rig.flow();
      await until(() => {
        world.link.gateway("g1").frame(feed, tick++ as Tick, bytes, undefined);
        expect(world.calls).toContainEqual(["wantKeyframe", "g1", feed]);
      });
      const keyframe = Uint8Array.from([2, 2]);
      await until(() => {
        // As the world does: every frame has one until the gateway has received it.
        world.link.gateway("g1").frame(feed, tick++ as Tick, bytes, keyframe);
        // Other frames may have followed it by now.
        const recovery = gateway.calls.find(([, , , delta]) => Array.isArray(delta) && delta.length === 2);
        expect(recovery).toEqual(["frame", feed, expect.any(Number), [2, 2], [2, 2]]);
      });
      expect(world.gone).toEqual([]);
    });
  });
}
