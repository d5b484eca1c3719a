// Shares token keys and revocations among an island's machines through a Redis hash, one encrypted field each. Every
// machine keeps its own copy: a Redis that has lost its data gets them back from any machine, and machines that started
// separately merge their keys.
import { RESP_TYPES } from "redis";
import { z } from "zod";
import {
  NO_TOKEN_STATE,
  type TokenKeys,
  type TokenState,
  tokenKeyShape,
  tokenStateShape,
} from "../tokens/tokenKeys.ts";
import type { ClusterKey } from "./clusterKey.ts";
import type { RedisBus } from "./redisBus.ts";
import type { RedisNames } from "./redisNames.ts";

/** Change messages can be lost, so the hash is also polled at this interval, in ms. */
const POLL_MS = 30_000;
const ALL = "all";
const partShape = z.union([tokenKeyShape, z.int().min(0)]);
type Part = z.infer<typeof partShape>;

export interface SharedTokenKeys {
  close(): Promise<void>;
}

/** Resolves when the keys here and in Redis are the same, or Redis has failed. `failed` gets the errors. */
export async function shareTokenKeys(
  { bus, names, key }: { readonly bus: RedisBus; readonly names: RedisNames; readonly key: ClusterKey },
  keys: TokenKeys,
  failed: (error: unknown) => void,
): Promise<SharedTokenKeys> {
  const client = bus.client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
  const contextOf = (field: string): string => `${names.tokenKeys} ${field}`;
  let syncing: Promise<void> | undefined;
  let again = false;

  async function sync(): Promise<void> {
    const fields = await client.hGetAll(names.tokenKeys);
    const theirs = new Map<string, string>();
    for (const [field, sealed] of Object.entries(fields)) {
      // A field that cannot be decrypted is foreign or damaged, and this machine's own value replaces it.
      const text = key.unseal(contextOf(field), sealed)?.toString();
      if (text !== undefined) theirs.set(field, text);
    }
    keys.merge(stateOf(theirs));
    const missing = [...partsOf(keys.state)].filter(([field, text]) => theirs.get(field) !== text);
    if (missing.length === 0) return;
    for (const [field, text] of missing) {
      await client.hSet(names.tokenKeys, field, key.seal(contextOf(field), Buffer.from(text)));
    }
    await client.publish(names.tokenKeysChanged, "");
  }

  /** Runs one sync at a time; a request meanwhile causes one more. */
  function requestSync(): void {
    if (!bus.up) return;
    if (syncing !== undefined) {
      again = true;
      return;
    }
    syncing = sync()
      .catch((error: unknown) => {
        // A lost Redis is reported elsewhere, and the sync runs again when it is back.
        if (bus.up) failed(error);
      })
      .then(() => {
        syncing = undefined;
        if (!again) return;
        again = false;
        requestSync();
      });
  }

  const stopReceiving = await bus.subscribe(names.tokenKeysChanged, requestSync);
  const stops = [bus.onState(requestSync), keys.onChanged(requestSync)];
  const timer = setInterval(requestSync, POLL_MS);
  timer.unref();
  requestSync();
  await syncing;
  return {
    async close() {
      clearInterval(timer);
      for (const stop of stops) stop();
      await stopReceiving();
      await syncing;
    },
  };
}

function* partsOf({
  keys,
  revoked,
  revokedAll,
}: TokenState): Iterable<readonly [field: string, text: string]> {
  const text = (part: Part): string => JSON.stringify(part);
  for (const { id, secret, madeMs, bare, retired } of keys) {
    yield [`key:${id}`, text({ id, secret, madeMs, bare, retired })];
  }
  for (const [player, atS] of Object.entries(revoked)) yield [`revoked:${player}`, text(atS)];
  if (revokedAll > 0) yield [ALL, text(revokedAll)];
}

/** The token state in the fields; fields of another shape are ignored. */
function stateOf(fields: ReadonlyMap<string, string>): TokenState {
  const state = {
    keys: [] as TokenState["keys"][number][],
    revoked: {} as Record<string, number>,
    revokedAll: 0,
  };
  for (const [field, text] of fields) {
    const part = partShape.safeParse(JSON.parse(text)).data;
    if (typeof part === "object" && field === `key:${part.id}`) state.keys.push(part);
    else if (typeof part === "number" && field === ALL) state.revokedAll = part;
    else if (typeof part === "number") state.revoked[field.replace(/^revoked:/, "")] = part;
  }
  return tokenStateShape.safeParse(state).data ?? NO_TOKEN_STATE;
}
