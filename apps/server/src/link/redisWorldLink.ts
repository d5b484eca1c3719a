// The world's side of the link between machines, over Redis. Serves only while this process holds the lease; every
// holding is an epoch of its own, and gateways ignore what an earlier one still says.
import type { WorldAsides } from "./asides.ts";
import { DEFAULT_LINK_BOUNDS, type LinkBounds } from "./linkBounds.ts";
import type { LinkCounters } from "./linkCounters.ts";
import { LinkError } from "./linkError.ts";
import { makePacket, PacketKind } from "./packet.ts";
import type { GatewayId, WorldLink } from "./port.ts";
import type { RedisBus } from "./redisBus.ts";
import type { RedisNames } from "./redisNames.ts";
import { RedisPipe } from "./redisPipe.ts";
import { startSweeping } from "./sweeping.ts";
import { WorldHub } from "./worldHub.ts";
import type { WorldLease } from "./worldLease.ts";

export interface RedisWorldLink extends WorldLink {
  readonly counters: Readonly<LinkCounters>;
  readonly asides: WorldAsides;
}

/** Neither the bus nor the lease is closed with the link. */
export async function createRedisWorldLink(
  bus: RedisBus,
  names: RedisNames,
  lease: WorldLease,
  bounds: LinkBounds = DEFAULT_LINK_BOUNDS,
): Promise<RedisWorldLink> {
  const hub: WorldHub = new WorldHub({
    epoch: 0,
    bounds,
    schedule: setImmediate,
    onUnknownSession: (session) =>
      bus.publish(names.gateways, makePacket(PacketKind.bye, hub.epoch, session), () => {}),
  });
  let serving = false;
  let closed = false;
  const pipeTo = (id: GatewayId): RedisPipe => {
    const pipe: RedisPipe = new RedisPipe(bus, names.gateway(id), () => hub.lost(pipe));
    return pipe;
  };
  const follow = (): void => {
    const epoch = bus.up && serving && !closed && lease.state === "held" ? lease.token : 0;
    if (epoch === hub.epoch) return;
    hub.setEpoch(epoch);
    if (epoch > 0) bus.publish(names.gateways, makePacket(PacketKind.summons, epoch, 0), () => {});
  };
  lease.onState(follow);
  bus.onState(follow);
  await bus.subscribe(names.world, (packet) => {
    try {
      hub.received(packet, pipeTo);
    } catch (error) {
      // Counted, and the session it came in is over.
      if (!(error instanceof LinkError)) throw error;
    }
  });
  const stopSweeping = startSweeping(bounds.beatMs, (nowMs) => hub.sweep(nowMs));

  return {
    counters: hub.counters,
    asides: hub.asides,
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
      await bus.unsubscribe(names.world);
    },
  };
}
