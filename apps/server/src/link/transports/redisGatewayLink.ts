// A gateway's side of the link between machines, over Redis: follows whichever world holds the lease.
import { randomInt } from "node:crypto";
import type { PacketBus } from "../../redis/packetBus.ts";
import type { RedisNames } from "../../redis/redisNames.ts";
import type { GatewaySideChannel } from "../codec/sideChannel.ts";
import { LinkError } from "../linkError.ts";
import type { GatewayId, GatewayLink } from "../port.ts";
import { GatewayEndpoint } from "../session/gatewayEndpoint.ts";
import type { LinkContent } from "../session/hello.ts";
import { startHousekeeping } from "../session/housekeeping.ts";
import type { LinkCounters } from "../session/linkCounters.ts";
import { DEFAULT_LINK_LIMITS, type LinkLimits } from "../session/linkLimits.ts";
import { RedisPipe } from "./redisPipe.ts";

const MAX_SESSION = 2 ** 32 - 1;

export interface RedisGatewayLink extends GatewayLink {
  readonly counters: Readonly<LinkCounters>;
  readonly asides: GatewaySideChannel;
  /** Why the world refuses this gateway; undefined if it does not. */
  readonly refusal: string | undefined;
}

export interface RedisGatewayLinkOptions {
  readonly packets: PacketBus;
  readonly names: RedisNames;
  /** No other gateway's. */
  readonly id: GatewayId;
  readonly content?: LinkContent;
  readonly bounds?: LinkLimits;
  /** The world refuses this gateway; called each time that it greets. */
  readonly onRefused?: (why: string) => void;
}

/** The bus is not closed with the link. */
export async function createRedisGatewayLink(options: RedisGatewayLinkOptions): Promise<RedisGatewayLink> {
  const { packets, names, id, bounds = DEFAULT_LINK_LIMITS } = options;
  const { bus } = packets;
  const newSession = (): number => randomInt(1, MAX_SESSION);
  const peer = new GatewayEndpoint({ ...options, bounds, schedule: setImmediate, newSession });
  const pipe = new RedisPipe(packets, names.world, () => peer.unheard());
  let closed = false;
  const receive = (packet: Buffer): void => {
    try {
      peer.received(packet);
    } catch (error) {
      // Counted, and the session is over.
      if (!(error instanceof LinkError)) throw error;
    }
  };
  const stopHearing = await Promise.all(
    [names.gateway(id), names.gateways].map((channel) => packets.subscribe(channel, peer.counters, receive)),
  );
  const follow = (up: boolean): void => {
    if (closed) return;
    if (up) peer.attach(pipe);
    else peer.detach();
  };
  const stopFollowing = bus.onState(follow);
  follow(bus.up);
  const stopSweeping = startHousekeeping(bounds.beatMs, (nowMs) => peer.housekeep(nowMs));

  return {
    id,
    counters: peer.counters,
    get refusal() {
      return peer.refusal;
    },
    asides: peer.sideChannel,
    world: peer.world,
    serve: (gateway) => peer.serve(gateway),
    onWorldState: (listener) => peer.onWorldState(listener),
    async close() {
      closed = true;
      stopSweeping();
      stopFollowing();
      peer.bye();
      await Promise.all(stopHearing.map((stop) => stop()));
    },
  };
}
