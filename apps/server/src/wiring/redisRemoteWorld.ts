// How an edge reaches a world over Redis: the link, Socket.IO's adapter and the shared secret on one bus.
import { RedisBus } from "../link/redisBus.ts";
import { createRedisGatewayLink } from "../link/redisGatewayLink.ts";
import { makeRedisNames } from "../link/redisNames.ts";
import { makeRedisAdapter } from "./redisAdapter.ts";
import type { RemoteWorld, RemoteWorldOptions } from "./remoteWorld.ts";
import { sharePassSecret } from "./sharedSecret.ts";

/** @throws LinkError if Redis cannot be reached */
export async function openRedisWorld(options: RemoteWorldOptions): Promise<RemoteWorld> {
  const { id, localSecret, config, logger } = options;
  const bus = await RedisBus.connect(config.redis);
  bus.onState((up) => logger[up ? "info" : "warn"](up ? "Redis is back" : "Redis cannot be reached"));
  const names = makeRedisNames();
  const link = await createRedisGatewayLink(bus, names, id);
  return {
    link,
    adapter: makeRedisAdapter(bus, names),
    secret: await sharePassSecret(bus, names, localSecret),
    async close() {
      await link.close();
      await bus.close();
    },
  };
}
