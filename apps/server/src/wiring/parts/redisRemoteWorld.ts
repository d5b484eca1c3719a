// Connects a gateway process to a world over Redis: the link, Socket.IO's adapter and the shared token keys use one bus.
// Loaded only when Redis is configured.
import { makeThrottledLog } from "../../lib/throttledLog.ts";
import { createRedisGatewayLink } from "../../link/transports/redisGatewayLink.ts";
import { openIsland } from "../../redis/island.ts";
import { makeRedisAdapter } from "../../redis/redisAdapter.ts";
import { shareTokenKeys } from "../../redis/sharedTokenKeys.ts";
import { linkContentOf } from "../../startup/content.ts";
import { makeOwnRefusalLog } from "./refusalLogs.ts";
import type { RemoteWorld, RemoteWorldOptions } from "./remoteWorld.ts";

/** At most one line per reason in this time, in ms, about dropped messages from other gateways. */
const LOG_INTERVAL_MS = 60_000;

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
    onRefused: makeOwnRefusalLog(logger),
  });
  const refused = makeThrottledLog({
    everyMs: LOG_INTERVAL_MS,
    nowMs: () => performance.now(),
    report: (why, suppressed) =>
      logger.error({ why, suppressed }, "a message from another gateway was dropped"),
  });
  const shared = await shareTokenKeys({ bus, names, key: packets.key }, keys, (error) =>
    logger.error({ err: error }, "the keys of session tokens could not be shared through Redis"),
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
