// How an edge reaches a world over Redis: the link, Socket.IO's adapter and the shared secret on one bus.
import { createRedisGatewayLink } from "../link/redisGatewayLink.ts";
import { makeSeldomLog } from "../link/seldomLog.ts";
import { linkContentOf } from "./content.ts";
import { openIsland } from "./island.ts";
import { makeRedisAdapter } from "./redisAdapter.ts";
import { makeRefusalLog, type RemoteWorld, type RemoteWorldOptions } from "./remoteWorld.ts";
import { sharePassSecret } from "./sharedSecret.ts";

/** At most one line a reason in this time, in ms, about messages that other gateways seem to send. */
const LOG_EVERY_MS = 60_000;

/** @throws LinkError if Redis cannot be reached */
export async function openRedisWorld(options: RemoteWorldOptions): Promise<RemoteWorld> {
  const { id, localSecret, config, content, logger } = options;
  const { bus, names, packets, close } = await openIsland(config, logger);
  bus.onState((up) => logger[up ? "info" : "warn"](up ? "Redis is back" : "Redis cannot be reached"));
  const link = await createRedisGatewayLink({
    packets,
    names,
    id,
    content: linkContentOf(content),
    onRefused: makeRefusalLog(logger),
  });
  const refused = makeSeldomLog({
    everyMs: LOG_EVERY_MS,
    nowMs: () => performance.now(),
    tell: (why, suppressed) =>
      logger.error({ why, suppressed }, "a message from another gateway was dropped"),
  });
  return {
    link,
    adapter: makeRedisAdapter({ bus, names, key: packets.key, onRefused: refused, nowMs: Date.now }),
    secret: await sharePassSecret(bus, names, localSecret),
    async close() {
      await link.close();
      await close();
    },
  };
}
