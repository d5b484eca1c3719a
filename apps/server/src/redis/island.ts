// This process's connection to its island, the group of machines that share a Redis prefix and a cluster key: the bus, the
// names and the authenticated packets. Refuses to start with another cluster key than the island's.
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import { makeThrottledLog } from "../lib/throttledLog.ts";
import { LinkError } from "../link/linkError.ts";
import { loadClusterKey } from "./loadClusterKey.ts";
import { PacketBus } from "./packetBus.ts";
import { RedisBus } from "./redisBus.ts";
import { makeRedisNames, type RedisNames } from "./redisNames.ts";

/** At most one log line per channel in this time, in ms, however many packets fail the check. */
const LOG_EVERY_MS = 60_000;

export interface Island {
  readonly bus: RedisBus;
  readonly names: RedisNames;
  readonly packets: PacketBus;
  close(): Promise<void>;
}

/** @throws LinkError if Redis cannot be reached, or the cluster key is unusable or not the island's */
export async function openIsland(config: Config, logger: Logger): Promise<Island> {
  const named = config.clusterKey !== "";
  const path = named ? config.clusterKey : join(config.data, "cluster.key");
  const key = await loadClusterKey(path, !named);
  const names = makeRedisNames(config.redisPrefix);
  const bus = await RedisBus.connect(config.redis);
  const idInRedis = async (): Promise<string | null> => {
    await bus.client.set(names.clusterKeyId, key.id, { condition: "NX" });
    return await bus.client.get(names.clusterKeyId);
  };
  const found = await idInRedis();
  if (found !== key.id) {
    await bus.close();
    throw new LinkError(
      `the cluster key in ${path} (${key.id}) is not that of the machines at this Redis (${found}): copy theirs, ` +
        `name it with --cluster-key, or delete ${names.clusterKeyId} in Redis if all of them change keys`,
    );
  }
  // Writes the id again to a Redis that has lost its data.
  bus.onState((up) => {
    if (up) idInRedis().catch(() => undefined);
  });
  const log = makeThrottledLog({
    everyMs: LOG_EVERY_MS,
    nowMs: () => performance.now(),
    report: (channel, suppressed) =>
      logger.error(
        { channel, suppressed, clusterKey: key.id },
        "a packet over Redis failed the check: its sender does not have this cluster key",
      ),
  });
  return { bus, names, packets: new PacketBus(bus, key, log), close: () => bus.close() };
}
