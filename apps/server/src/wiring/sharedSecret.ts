// One secret for the passes of all machines: the first gateway's, kept in Redis, so that a pass is good everywhere.
import { RESP_TYPES } from "redis";
import type { RedisBus } from "../link/redisBus.ts";
import type { RedisNames } from "../link/redisNames.ts";

/** The shared secret; `own` becomes it if there is none yet. Set again should Redis lose it. */
export async function sharePassSecret(
  bus: RedisBus,
  names: RedisNames,
  own: Uint8Array,
): Promise<Uint8Array> {
  const client = bus.client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
  await client.set(names.passSecret, Buffer.from(own), { condition: "NX" });
  const shared = (await client.get(names.passSecret)) ?? Buffer.from(own);
  bus.onState((up) => {
    if (up) client.set(names.passSecret, shared, { condition: "NX" }).catch(() => undefined);
  });
  return shared;
}
