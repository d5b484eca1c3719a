// A gateway's side of the link between machines, over Redis: follows whichever world holds the lease.
import { randomInt } from "node:crypto";
import type { GatewayAsides } from "./asides.ts";
import { GatewayPeer } from "./gatewayPeer.ts";
import { DEFAULT_LINK_BOUNDS, type LinkBounds } from "./linkBounds.ts";
import type { LinkCounters } from "./linkCounters.ts";
import { LinkError } from "./linkError.ts";
import type { GatewayId, GatewayLink } from "./port.ts";
import type { RedisBus } from "./redisBus.ts";
import type { RedisNames } from "./redisNames.ts";
import { RedisPipe } from "./redisPipe.ts";
import { startSweeping } from "./sweeping.ts";

const MAX_SESSION = 2 ** 32 - 1;

export interface RedisGatewayLink extends GatewayLink {
  readonly counters: Readonly<LinkCounters>;
  readonly asides: GatewayAsides;
}

/** The bus is not closed with the link. `id` must be no other gateway's. */
export async function createRedisGatewayLink(
  bus: RedisBus,
  names: RedisNames,
  id: GatewayId,
  bounds: LinkBounds = DEFAULT_LINK_BOUNDS,
): Promise<RedisGatewayLink> {
  const newSession = (): number => randomInt(1, MAX_SESSION);
  const peer = new GatewayPeer({ id, bounds, schedule: setImmediate, newSession });
  const pipe = new RedisPipe(bus, names.world, () => peer.unheard());
  let closed = false;
  const receive = (packet: Buffer): void => {
    try {
      peer.received(packet);
    } catch (error) {
      // Counted, and the session is over.
      if (!(error instanceof LinkError)) throw error;
    }
  };
  await bus.subscribe(names.gateway(id), receive);
  await bus.subscribe(names.gateways, receive);
  const follow = (up: boolean): void => {
    if (closed) return;
    if (up) peer.attach(pipe);
    else peer.detach();
  };
  bus.onState(follow);
  follow(bus.up);
  const stopSweeping = startSweeping(bounds.beatMs, (nowMs) => peer.sweep(nowMs));

  return {
    id,
    counters: peer.counters,
    asides: peer.asides,
    world: peer.world,
    serve: (gateway) => peer.serve(gateway),
    onWorldState: (listener) => peer.onWorldState(listener),
    async close() {
      closed = true;
      stopSweeping();
      peer.bye();
      await bus.unsubscribe(names.gateway(id));
      await bus.unsubscribe(names.gateways);
    },
  };
}
