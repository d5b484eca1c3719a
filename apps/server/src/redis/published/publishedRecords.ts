// The records of the world that runs, as Redis has them for a standby on another machine. Only the holder of the lease may
// change them. A manifest, signed with the cluster key, covers all of them: what somebody else has put there, or left of an
// older state, is refused.
import { randomBytes } from "node:crypto";
import { RESP_TYPES } from "redis";
import { LedgerError } from "../../ledger/ledgerError.ts";
import type { LedgerChanges } from "../../ledger/port.ts";
import { LinkError } from "../../link/linkError.ts";
import { type ClusterKey, MAC_BYTES } from "../clusterKey.ts";
import type { RedisBus } from "../redisBus.ts";
import type { RedisNames } from "../redisNames.ts";

/** Field of the hash beside the records: a random mark of the state, and the code of everything with it. */
const MANIFEST = "manifest";
const MARK_BYTES = 16;

/**
 * KEYS: lease, records. ARGV: token, manifest expected (empty: everything is published anew), new manifest, number of
 * fields to drop, these fields, then fields and values. Answers 1 if published, 0 if the lease is another's, 2 if the hash
 * is not in the state expected.
 */
const PUBLISH = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[2] == '' then
  redis.call('DEL', KEYS[2])
elseif redis.call('HGET', KEYS[2], '${MANIFEST}') ~= ARGV[2] then
  return 2
end
local drops = tonumber(ARGV[4])
for i = 5, 4 + drops do redis.call('HDEL', KEYS[2], ARGV[i]) end
for i = 5 + drops, #ARGV, 2 do redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1]) end
redis.call('HSET', KEYS[2], '${MANIFEST}', ARGV[3])
return 1`;
const PUBLISHED = 1;
const NOT_THE_HOLDER = 0;

export class PublishedRecords {
  readonly #bus: RedisBus;
  readonly #names: RedisNames;
  readonly #key: ClusterKey;
  /** What Redis has as far as is known: the manifest, and the code of each record. Undefined: all must be published. */
  #known: { readonly manifest: Buffer; readonly codes: ReadonlyMap<string, Buffer> } | undefined;

  constructor(bus: RedisBus, names: RedisNames, key: ClusterKey) {
    this.#bus = bus;
    this.#names = names;
    this.#key = key;
  }

  /** Whether changes can be published without everything else. */
  get current(): boolean {
    return this.#known !== undefined;
  }

  /** Whether Redis has what was published last. */
  async holds(): Promise<boolean> {
    const manifest = await this.#client.hGet(this.#names.records, MANIFEST);
    return manifest !== null && this.#known?.manifest.equals(manifest) === true;
  }

  /**
   * The published records; none if nothing is published.
   * @throws LinkError if they are not what a machine with this cluster key has published
   */
  async load(): Promise<ReadonlyMap<string, Uint8Array>> {
    const { records: name } = this.#names;
    const fields = Object.entries(await this.#client.hGetAll(name));
    const records = new Map<string, Buffer>(fields);
    const manifest = records.get(MANIFEST);
    records.delete(MANIFEST);
    this.#known = undefined;
    if (fields.length === 0) return records;
    const codes = new Map([...records].map(([key, bytes]) => [key, this.#codeOf(key, bytes)]));
    if (
      manifest === undefined ||
      !this.#manifestOf(manifest.subarray(0, MARK_BYTES), codes).equals(manifest)
    ) {
      throw new LinkError(
        `the world published in Redis (${name}) is not one that a machine with this cluster key has published; ` +
          "to go on with this machine's own world, delete that key",
      );
    }
    this.#known = { manifest, codes };
    return records;
  }

  /** Called whenever Redis is back after it was gone, until what is answered is called. */
  onBack(listener: () => void): () => void {
    return this.#bus.onState((up) => {
      if (up) listener();
    });
  }

  /**
   * Publishes changes; they must be everything (with `clear`) unless `current`. False if Redis has another state than was
   * published last, so that everything must be published.
   * @throws LedgerError if it cannot
   */
  async publish(token: number, { clear, drops, puts }: LedgerChanges): Promise<boolean> {
    const known = clear ? undefined : this.#known;
    this.#known = undefined;
    if (!this.#bus.up)
      throw new LedgerError("the world is saved here but not published: Redis cannot be reached");
    const codes = new Map(known?.codes);
    for (const key of drops) codes.delete(key);
    const fields = puts.flatMap(({ key, bytes }) => {
      codes.set(key, this.#codeOf(key, bytes));
      return [key, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)];
    });
    const manifest = this.#manifestOf(randomBytes(MARK_BYTES), codes);
    const answer = await this.#client
      .eval(PUBLISH, {
        keys: [this.#names.lease, this.#names.records],
        arguments: [
          String(token),
          known?.manifest ?? "",
          manifest,
          String(drops.length),
          ...drops,
          ...fields,
        ],
      })
      .catch((error: Error) => {
        throw new LedgerError(`the world is saved here but not published: ${error.message}`);
      });
    if (answer === PUBLISHED) {
      this.#known = { manifest, codes };
      return true;
    }
    if (answer !== NOT_THE_HOLDER) return false;
    throw new LedgerError("the world is saved here but not published: this machine does not hold the lease");
  }

  get #client() {
    return this.#bus.client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
  }

  #codeOf(key: string, bytes: Uint8Array): Buffer {
    return this.#key.mac(`${this.#names.records} ${key}`, bytes);
  }

  #manifestOf(mark: Uint8Array, codes: ReadonlyMap<string, Buffer>): Buffer {
    const parts = [...codes]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([key, code]) => [Buffer.from(`${key}\0`), code]);
    const code = this.#key.mac(this.#names.records, mark, ...parts);
    return Buffer.concat([mark, code], MARK_BYTES + MAC_BYTES);
  }
}
