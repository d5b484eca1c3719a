// A gateway's end of the link between machines, over Redis: follows the world that holds the lease.
import type { PacketBus } from "../../redis/packetBus.ts";
import type { RedisNames } from "../../redis/redisNames.ts";
import { LinkError } from "../linkError.ts";
import type { GatewayId } from "../port.ts";
import { GatewayEndpoint } from "../session/gatewayEndpoint.ts";
import { startHousekeeping } from "../session/housekeeping.ts";
import { DEFAULT_LINK_LIMITS } from "../session/linkLimits.ts";
import { RedisPipe } from "./redisPipe.ts";
import {
  gatewayLinkOf,
  newLinkSession,
  type RemoteGatewayLink,
  type RemoteGatewayLinkOptions,
} from "./remoteLink.ts";

export interface RedisGatewayLinkOptions extends RemoteGatewayLinkOptions {
  readonly packets: PacketBus;
  readonly names: RedisNames;
  /** Must be unique among the gateways. */
  readonly id: GatewayId;
}

/** Closing the link does not close the bus. */
export async function createRedisGatewayLink(options: RedisGatewayLinkOptions): Promise<RemoteGatewayLink> {
  const { packets, names, id, limits = DEFAULT_LINK_LIMITS } = options;
  const { bus } = packets;
  const endpoint = new GatewayEndpoint({
    ...options,
    limits,
    schedule: setImmediate,
    newSession: newLinkSession,
  });
  const pipe = new RedisPipe(packets, names.world, () => endpoint.noReceiver());
  let closed = false;
  const receive = (packet: Buffer): void => {
    try {
      endpoint.received(packet);
    } catch (error) {
      // It is counted, and the link session is over.
      if (!(error instanceof LinkError)) throw error;
    }
  };
  const stopReceiving = await Promise.all(
    [names.gateway(id), names.gateways].map((channel) =>
      packets.subscribe(channel, endpoint.counters, receive),
    ),
  );
  const follow = (up: boolean): void => {
    if (closed) return;
    if (up) endpoint.attach(pipe);
    else endpoint.detach();
  };
  const stopFollowing = bus.onState(follow);
  follow(bus.up);
  const stopHousekeeping = startHousekeeping(limits.keepaliveMs, (nowMs) => endpoint.housekeep(nowMs));

  return gatewayLinkOf(endpoint, async () => {
    closed = true;
    stopHousekeeping();
    stopFollowing();
    endpoint.bye();
    await Promise.all(stopReceiving.map((stop) => stop()));
  });
}
