// How an edge reaches a world over Redis: the link, Socket.IO's adapter and the shared token keys on one bus.

import { makeThrottledLog } from "../lib/throttledLog.ts";
import { createRedisGatewayLink } from "../link/transports/redisGatewayLink.ts";
import { openIsland } from "../redis/island.ts";
import { makeRedisAdapter } from "../redis/redisAdapter.ts";
import { shareTokenKeys } from "../redis/sharedTokenKeys.ts";
import { linkContentOf } from "../startup/content.ts";
import { makeRefusalLog, type RemoteWorld, type RemoteWorldOptions } from "./remoteWorld.ts";

/** At most one line a reason in this time, in ms, about messages that other gateways seem to send. */
const LOG_EVERY_MS = 60_000;

/** @throws LinkError if Redis cannot be reached */
export async function openRedisWorld(options: RemoteWorldOptions): Promise<RemoteWorld> {
  const { id, keys, config, content, logger } = options;
  const { bus, names, packets, close } = await openIsland(config, logger);
  bus.onState((up) => logger[up ? "info" : "warn"](up ? "Redis is back" : "Redis cannot be reached"));
  const link = await createRedisGatewayLink({
    packets,
    names,
    id,
    content: linkContentOf(content),
    onRefused: makeRefusalLog(logger),
  });
  const refused = makeThrottledLog({
    everyMs: LOG_EVERY_MS,
    nowMs: () => performance.now(),
    tell: (why, suppressed) =>
      logger.error({ why, suppressed }, "a message from another gateway was dropped"),
  });
  const shared = await shareTokenKeys({ bus, names, key: packets.key }, keys, (error) =>
    logger.error({ err: error }, "the keys of players' tokens could not be shared"),
  );
  return {
    link,
    adapter: makeRedisAdapter({ bus, names, key: packets.key, onRefused: refused, nowMs: Date.now }),
    async close() {
      await shared.close();
      await link.close();
      await close();
    },
  };
}
