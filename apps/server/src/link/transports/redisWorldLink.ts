// The world's end of the link between machines, over Redis. Serves only while this process holds the lease. Each
// leadership term is an epoch of its own, and gateways ignore packets of earlier epochs.

import type { PacketBus } from "../../redis/packetBus.ts";
import type { RedisNames } from "../../redis/redisNames.ts";
import type { WorldLease } from "../../redis/worldLease.ts";
import { makePacket, PacketKind } from "../codec/packet.ts";
import { LinkError } from "../linkError.ts";
import type { GatewayId } from "../port.ts";
import { startHousekeeping } from "../session/housekeeping.ts";
import { DEFAULT_LINK_LIMITS } from "../session/linkLimits.ts";
import { WorldEndpoint } from "../session/worldEndpoint.ts";
import { RedisPipe } from "./redisPipe.ts";
import { type RemoteWorldLink, type RemoteWorldLinkOptions, worldLinkOf } from "./remoteLink.ts";

export interface RedisWorldLinkOptions extends RemoteWorldLinkOptions {
  readonly packets: PacketBus;
  readonly names: RedisNames;
  readonly lease: WorldLease;
}

export interface RedisWorldLink extends RemoteWorldLink {
  /** Ends every session and tells the gateways, which hold what their players send; accepts none until `resume`. */
  pause(): void;
  /** Serves again while the lease is held. */
  resume(): void;
}

/** Closing the link closes neither the bus nor the lease. */
export async function createRedisWorldLink(options: RedisWorldLinkOptions): Promise<RedisWorldLink> {
  const { packets, names, lease, limits = DEFAULT_LINK_LIMITS } = options;
  const { bus } = packets;
  const endpoint: WorldEndpoint = new WorldEndpoint({
    ...options,
    epoch: 0,
    limits,
    schedule: setImmediate,
    onUnknownSession: (session) =>
      packets.publish(names.gateways, makePacket(PacketKind.bye, endpoint.epoch, session), () => {}),
  });
  let serving = false;
  let closed = false;
  let paused = false;
  const pipeTo = (id: GatewayId): RedisPipe => {
    const pipe: RedisPipe = new RedisPipe(packets, names.gateway(id), () => endpoint.lost(pipe));
    return pipe;
  };
  const follow = (): void => {
    const epoch = bus.up && serving && !closed && !paused && lease.state === "held" ? lease.token : 0;
    if (epoch === endpoint.epoch) return;
    endpoint.setEpoch(epoch);
    if (epoch > 0) packets.publish(names.gateways, makePacket(PacketKind.worldUp, epoch, 0), () => {});
  };
  const stopFollowing = [lease.onState(follow), bus.onState(follow)];
  const stopReceiving = await packets.subscribe(names.world, endpoint.counters, (packet) => {
    try {
      endpoint.received(packet, pipeTo);
    } catch (error) {
      // It is counted, and its link session is over.
      if (!(error instanceof LinkError)) throw error;
    }
  });
  const stopHousekeeping = startHousekeeping(limits.keepaliveMs, (nowMs) => endpoint.housekeep(nowMs));

  const close = async (): Promise<void> => {
    closed = true;
    stopHousekeeping();
    endpoint.endAll(true);
    follow();
    for (const stop of stopFollowing) stop();
    await stopReceiving();
  };
  const link = worldLinkOf(endpoint, close, (world) => {
    serving = true;
    endpoint.serve(world);
    follow();
  });
  return Object.assign(link, {
    pause() {
      paused = true;
      endpoint.endAll(true);
      follow();
    },
    resume() {
      paused = false;
      follow();
    },
  });
}
