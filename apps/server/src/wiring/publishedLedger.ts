// A ledger whose newest world is in Redis too, so that a standby on another machine can go on with it. Only the world
// that holds the lease may change it there. Changes are published one after the other; if one was missed, the next save
// publishes everything anew.
import { randomUUID } from "node:crypto";
import { RESP_TYPES } from "redis";
import { type Ledger, type LedgerChanges, WHOLE_SNAPSHOT } from "../ledger/port.ts";
import type { RedisBus } from "../link/redisBus.ts";
import type { RedisNames } from "../link/redisNames.ts";
import type { WorldLease } from "../link/worldLease.ts";

/** Field of the hash that names its state: every publication gives it another value. */
const MARK = "mark";

/**
 * KEYS: lease, records, snapshot of older versions. ARGV: token, mark expected (empty: everything is published anew), new
 * mark, number of fields to drop, these fields, then fields and values. Answers 1 if published, 0 if the lease is
 * another's, 2 if the hash is not in the state expected.
 */
const PUBLISH = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[2] == '' then
  redis.call('DEL', KEYS[2], KEYS[3])
elseif redis.call('HGET', KEYS[2], '${MARK}') ~= ARGV[2] then
  return 2
end
local drops = tonumber(ARGV[4])
for i = 5, 4 + drops do redis.call('HDEL', KEYS[2], ARGV[i]) end
for i = 5 + drops, #ARGV, 2 do redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1]) end
redis.call('HSET', KEYS[2], '${MARK}', ARGV[3])
return 1`;
const PUBLISHED = 1;
const OTHER_STATE = 2;

/** `own` is this machine's ledger; it is not closed with this one. */
export function makePublishedLedger(
  own: Ledger,
  bus: RedisBus,
  names: RedisNames,
  lease: WorldLease,
): Ledger {
  const client = bus.client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
  /** State of the hash in Redis as far as it is known; empty if everything must be published. */
  let mark = "";

  async function published(): Promise<Map<string, Uint8Array>> {
    const fields = await client.hGetAll(names.records);
    const records = new Map<string, Uint8Array>(Object.entries(fields));
    records.delete(MARK);
    if (records.size > 0) return records;
    const snapshot = await client.get(names.snapshot);
    return snapshot === null ? records : new Map([[`${WHOLE_SNAPSHOT}0`, snapshot]]);
  }

  /** Answers what the script does. */
  async function publish({ clear, drops, puts }: LedgerChanges): Promise<unknown> {
    const next = randomUUID();
    const fields = puts.flatMap(({ key, bytes }) => [
      key,
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    ]);
    const said = await client.eval(PUBLISH, {
      keys: [names.lease, names.records, names.snapshot],
      arguments: [String(lease.token), clear ? "" : mark, next, String(drops.length), ...drops, ...fields],
    });
    mark = said === PUBLISHED ? next : "";
    return said;
  }

  /** Everything that this machine has on disk. */
  async function everything(): Promise<LedgerChanges> {
    const records = await own.load();
    return { clear: true, drops: [], puts: [...records].map(([key, bytes]) => ({ key, bytes })) };
  }

  return {
    async load() {
      const records = await published();
      if (records.size === 0) return own.load();
      // This machine's own records go on from these from now on.
      const puts = [...records].map(([key, bytes]) => ({ key, bytes }));
      await own.save({ clear: true, drops: [], puts });
      return records;
    },
    async save(changes) {
      await own.save(changes);
      // While Redis is gone nobody plays, and the holder goes on with what it has.
      try {
        const said = await publish(mark === "" && !changes.clear ? await everything() : changes);
        if (said === OTHER_STATE) await publish(await everything());
      } catch {
        mark = "";
      }
    },
    close: async () => {},
  };
}
