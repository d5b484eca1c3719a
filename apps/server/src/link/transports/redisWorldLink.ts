// The world's side of the link between machines, over Redis. Serves only while this process holds the lease; every
// holding is an epoch of its own, and gateways ignore what an earlier one still says.

import type { PacketBus } from "../../redis/packetBus.ts";
import type { RedisNames } from "../../redis/redisNames.ts";
import type { WorldLease } from "../../redis/worldLease.ts";
import { makePacket, PacketKind } from "../codec/packet.ts";
import type { WorldSideChannel } from "../codec/sideChannel.ts";
import { LinkError } from "../linkError.ts";
import type { GatewayId, WorldLink } from "../port.ts";
import type { LinkContent } from "../session/hello.ts";
import { startHousekeeping } from "../session/housekeeping.ts";
import type { LinkCounters } from "../session/linkCounters.ts";
import { DEFAULT_LINK_LIMITS, type LinkLimits } from "../session/linkLimits.ts";
import { WorldEndpoint } from "../session/worldEndpoint.ts";
import { RedisPipe } from "./redisPipe.ts";

export interface RedisWorldLink extends WorldLink {
  readonly counters: Readonly<LinkCounters>;
  readonly asides: WorldSideChannel;
}

export interface RedisWorldLinkOptions {
  readonly packets: PacketBus;
  readonly names: RedisNames;
  readonly lease: WorldLease;
  readonly content?: LinkContent;
  readonly bounds?: LinkLimits;
  /** A gateway was refused; called each time that it greets. */
  readonly onRefused?: (id: GatewayId, why: string) => void;
}

/** Neither the bus nor the lease is closed with the link. */
export async function createRedisWorldLink(options: RedisWorldLinkOptions): Promise<RedisWorldLink> {
  const { packets, names, lease, bounds = DEFAULT_LINK_LIMITS } = options;
  const { bus } = packets;
  const hub: WorldEndpoint = new WorldEndpoint({
    ...options,
    epoch: 0,
    bounds,
    schedule: setImmediate,
    onUnknownSession: (session) =>
      packets.publish(names.gateways, makePacket(PacketKind.bye, hub.epoch, session), () => {}),
  });
  let serving = false;
  let closed = false;
  const pipeTo = (id: GatewayId): RedisPipe => {
    const pipe: RedisPipe = new RedisPipe(packets, names.gateway(id), () => hub.lost(pipe));
    return pipe;
  };
  const follow = (): void => {
    const epoch = bus.up && serving && !closed && lease.state === "held" ? lease.token : 0;
    if (epoch === hub.epoch) return;
    hub.setEpoch(epoch);
    if (epoch > 0) packets.publish(names.gateways, makePacket(PacketKind.summons, epoch, 0), () => {});
  };
  const stopFollowing = [lease.onState(follow), bus.onState(follow)];
  const stopHearing = await packets.subscribe(names.world, hub.counters, (packet) => {
    try {
      hub.received(packet, pipeTo);
    } catch (error) {
      // Counted, and the session it came in is over.
      if (!(error instanceof LinkError)) throw error;
    }
  });
  const stopSweeping = startHousekeeping(bounds.beatMs, (nowMs) => hub.housekeep(nowMs));

  return {
    counters: hub.counters,
    asides: hub.sideChannel,
    serve(world) {
      serving = true;
      hub.serve(world);
      follow();
    },
    gateway: (id) => hub.gateway(id),
    get gateways() {
      return hub.gateways;
    },
    flush: () => hub.flush(),
    onGatewayGone: (listener) => hub.onGatewayGone(listener),
    async close() {
      closed = true;
      stopSweeping();
      hub.endAll(true);
      follow();
      for (const stop of stopFollowing) stop();
      await stopHearing();
    },
  };
}
