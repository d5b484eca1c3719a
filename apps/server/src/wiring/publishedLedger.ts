// A ledger whose newest world is in Redis too, so that a standby on another machine can go on with it. Only the world
// that holds the lease may replace it there.
import { RESP_TYPES } from "redis";
import type { Ledger } from "../ledger/port.ts";
import type { RedisBus } from "../link/redisBus.ts";
import type { RedisNames } from "../link/redisNames.ts";
import type { WorldLease } from "../link/worldLease.ts";

const PUBLISH = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[2], ARGV[2])
return 1`;

/** `own` is this machine's ledger; it is not closed with this one. */
export function makePublishedLedger(
  own: Ledger,
  bus: RedisBus,
  names: RedisNames,
  lease: WorldLease,
): Ledger {
  const client = bus.client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
  return {
    async load() {
      const published = await client.get(names.snapshot);
      return published ?? own.load();
    },
    async save(snapshot) {
      const { buffer, byteOffset, byteLength } = snapshot;
      const bytes = Buffer.from(buffer, byteOffset, byteLength);
      await own.save(snapshot);
      // While Redis is gone nobody plays, and the holder goes on with what it has.
      await client
        .eval(PUBLISH, { keys: [names.lease, names.snapshot], arguments: [String(lease.token), bytes] })
        .catch(() => 0);
    },
    close: async () => {},
  };
}
