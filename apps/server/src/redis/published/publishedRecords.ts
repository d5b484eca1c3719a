// The published records of the running world in Redis, for a standby on another machine. Only the holder of the lease can
// change them. A manifest, signed with the cluster key, covers all records: foreign records and mixtures with older states
// are rejected. Records with secrets of hunts are encrypted with that key.
import { randomBytes } from "node:crypto";
import { isSecretRecord } from "@doubloon/engine/saved/record";
import { RESP_TYPES } from "redis";
import { LedgerError } from "../../ledger/ledgerError.ts";
import type { LedgerChanges, LedgerRecord } from "../../ledger/port.ts";
import { LinkError } from "../../link/linkError.ts";
import { type ClusterKey, MAC_BYTES } from "../clusterKey.ts";
import type { RedisBus } from "../redisBus.ts";
import type { RedisNames } from "../redisNames.ts";
import { Changes } from "./changes.ts";
import { RecordSet } from "./recordSet.ts";

/** Field of the hash beside the records: a random nonce of this state, and the MAC of the nonce and all records' MACs. */
const MANIFEST = "manifest";
const SET_CONTEXT = Buffer.from("set");
const NONCE_BYTES = 16;

/**
 * KEYS: lease, records, time of publication, changes. ARGV: token, expected manifest (empty: everything is republished), new
 * manifest, slot and text of the entry about this publication, number of fields to drop, these fields, then fields and values. Returns 1 if published, 0 if another process holds the lease, 2 if the
 * hash is not in the expected state.
 */
const PUBLISH = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[2] == '' then
  redis.call('DEL', KEYS[2], KEYS[4])
elseif redis.call('HGET', KEYS[2], '${MANIFEST}') ~= ARGV[2] then
  return 2
end
local drops = tonumber(ARGV[6])
for i = 7, 6 + drops do redis.call('HDEL', KEYS[2], ARGV[i]) end
for i = 7 + drops, #ARGV, 2 do redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1]) end
redis.call('HSET', KEYS[2], '${MANIFEST}', ARGV[3])
redis.call('HSET', KEYS[4], ARGV[4], ARGV[5])
local now = redis.call('TIME')
redis.call('SET', KEYS[3], string.format('%d', now[1] * 1000 + math.floor(now[2] / 1000)))
return 1`;
/** KEYS: records. ARGV: expected manifest, fields. Returns their values; false if the hash is not in that state. */
const READ = `
if redis.call('HGET', KEYS[1], '${MANIFEST}') ~= ARGV[1] then return false end
local values = {}
for i = 2, #ARGV do values[i - 1] = redis.call('HGET', KEYS[1], ARGV[i]) end
return values`;
/** KEYS: time of publication. Returns its age in ms by Redis's own clock, so that no two machines' clocks are compared; -1 if unknown. */
const AGE = `
local at = tonumber(redis.call('GET', KEYS[1]) or '')
if not at then return -1 end
local now = redis.call('TIME')
return now[1] * 1000 + math.floor(now[2] / 1000) - at`;
const PUBLISHED = 1;
const NOT_THE_HOLDER = 0;

export class PublishedRecords {
  readonly #bus: RedisBus;
  readonly #names: RedisNames;
  readonly #key: ClusterKey;
  readonly #changes = new Changes();
  /** The last known state in Redis. Undefined: everything must be published. */
  #known: { readonly manifest: Buffer; readonly set: RecordSet } | undefined;

  constructor(bus: RedisBus, names: RedisNames, key: ClusterKey) {
    this.#bus = bus;
    this.#names = names;
    this.#key = key;
  }

  /** Whether changes can be published without the rest. */
  get current(): boolean {
    return this.#known !== undefined;
  }

  /** Whether Redis still has the state published last. */
  async holds(): Promise<boolean> {
    const manifest = await this.#client.hGet(this.#names.records, MANIFEST);
    return manifest !== null && this.#known?.manifest.equals(manifest) === true;
  }

  /** Age of the newest publication, in ms; undefined if it is unknown. */
  async ageMs(): Promise<number | undefined> {
    const ageMs = Number(await this.#bus.client.eval(AGE, { keys: [this.#names.publishedAt] }));
    return ageMs >= 0 ? ageMs : undefined;
  }

  /**
   * Loads the published records; an empty map if nothing is published.
   * @throws LinkError if they were not published by a machine with this cluster key
   */
  async load(): Promise<ReadonlyMap<string, Uint8Array>> {
    const { records: name } = this.#names;
    const fields = Object.entries(await this.#client.hGetAll(name));
    const records = new Map<string, Buffer>(fields);
    const manifest = records.get(MANIFEST);
    records.delete(MANIFEST);
    this.#known = undefined;
    if (fields.length === 0) return records;
    const set = new RecordSet();
    for (const [key, bytes] of records) set.put(key, this.#macOf(key, bytes));
    const nonce = manifest?.subarray(0, NONCE_BYTES);
    const signed =
      manifest !== undefined &&
      nonce !== undefined &&
      (this.#manifestOf(nonce, set).equals(manifest) || this.#manifestOf1(nonce, set).equals(manifest));
    if (!signed) {
      throw new LinkError(
        `the world in Redis (${name}) was not published by a machine with this cluster key; ` +
          "to continue with this machine's own world, delete that key",
      );
    }
    for (const [key, bytes] of records) if (isSecretRecord(key)) records.set(key, this.#unseal(key, bytes));
    this.#known = { manifest, set };
    return records;
  }

  /**
   * What was published since the state that is known here, which is then the newest; undefined if that cannot be told, so
   * that everything must be loaded.
   * @throws LinkError if it was not published by a machine with this cluster key
   */
  async follow(): Promise<LedgerChanges | undefined> {
    const known = this.#known;
    if (known === undefined) return undefined;
    const { records: name, changes } = this.#names;
    const newest = await this.#client.hGet(name, MANIFEST);
    if (newest === null) return undefined;
    if (newest.equals(known.manifest)) return { clear: false, drops: [], puts: [] };
    const keys = this.#changes.keysBetween(await this.#client.hGetAll(changes), known.manifest, newest);
    if (keys === undefined) return undefined;
    const values = await this.#client.eval(READ, { keys: [name], arguments: [newest, ...keys] });
    // Something newer was published in between: the next call gets it.
    if (!Array.isArray(values)) return { clear: false, drops: [], puts: [] };
    this.#known = undefined;
    const drops: string[] = [];
    const puts: LedgerRecord[] = [];
    for (const [index, key] of keys.entries()) {
      const bytes: unknown = values[index];
      if (bytes instanceof Buffer) {
        known.set.put(key, this.#macOf(key, bytes));
        puts.push({ key, bytes: isSecretRecord(key) ? this.#unseal(key, bytes) : bytes });
      } else {
        known.set.drop(key);
        drops.push(key);
      }
    }
    const nonce = newest.subarray(0, NONCE_BYTES);
    if (!this.#manifestOf(nonce, known.set).equals(newest)) {
      throw new LinkError(
        `changes of the world in Redis (${name}) were not published by a machine with this cluster key`,
      );
    }
    this.#known = { manifest: newest, set: known.set };
    return { clear: false, drops, puts };
  }

  /** Adds a listener for every reconnection to Redis; the returned function removes it. */
  onBack(listener: () => void): () => void {
    return this.#bus.onState((up) => {
      if (up) listener();
    });
  }

  /**
   * Publishes changes; unless `current`, they must be everything (with `clear`). Returns false if Redis has another state
   * than the one published last, so that everything must be published.
   * @throws LedgerError if publishing fails
   */
  async publish(token: number, { clear, drops, puts }: LedgerChanges): Promise<boolean> {
    const known = clear ? undefined : this.#known;
    this.#known = undefined;
    if (!this.#bus.up)
      throw new LedgerError("the world is saved here but not published: Redis cannot be reached");
    // If this fails, everything is published anew, so the set that is changed here is not used again.
    const set = known?.set ?? new RecordSet();
    for (const key of drops) set.drop(key);
    const fields = puts.flatMap(({ key, bytes: plain }) => {
      const bytes = isSecretRecord(key)
        ? this.#key.seal(this.#contextOf(key), plain)
        : Buffer.from(plain.buffer, plain.byteOffset, plain.byteLength);
      set.put(key, this.#macOf(key, bytes));
      return [key, bytes];
    });
    const manifest = this.#manifestOf(randomBytes(NONCE_BYTES), set);
    const answer = await this.#client
      .eval(PUBLISH, {
        keys: [this.#names.lease, this.#names.records, this.#names.publishedAt, this.#names.changes],
        arguments: [
          String(token),
          known?.manifest ?? "",
          manifest,
          ...this.#changes.entry(known?.manifest, manifest, [...drops, ...puts.map(({ key }) => key)]),
          String(drops.length),
          ...drops,
          ...fields,
        ],
      })
      .catch((error: Error) => {
        throw new LedgerError(`the world is saved here but not published: ${error.message}`);
      });
    if (answer === PUBLISHED) {
      this.#known = { manifest, set };
      return true;
    }
    if (answer !== NOT_THE_HOLDER) return false;
    throw new LedgerError("the world is saved here but not published: this machine does not hold the lease");
  }

  get #client() {
    return this.#bus.client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
  }

  #contextOf(key: string): string {
    return `${this.#names.records} ${key}`;
  }

  #macOf(key: string, bytes: Uint8Array): Buffer {
    return this.#key.mac(this.#contextOf(key), bytes);
  }

  #unseal(key: string, sealed: Uint8Array): Buffer {
    const plain = this.#key.unseal(this.#contextOf(key), sealed);
    if (plain === undefined)
      throw new LinkError(`the record ${key} of the world in Redis cannot be decrypted`);
    return plain;
  }

  #manifestOf(nonce: Uint8Array, { sum, count }: RecordSet): Buffer {
    const records = Buffer.alloc(4);
    records.writeUInt32LE(count);
    const mac = this.#key.mac(this.#names.records, nonce, SET_CONTEXT, sum, records);
    return Buffer.concat([nonce, mac], NONCE_BYTES + MAC_BYTES);
  }

  /** The manifest as earlier servers made it. */
  #manifestOf1(nonce: Uint8Array, { macs }: RecordSet): Buffer {
    const parts = [...macs]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([key, mac]) => [Buffer.from(`${key}\0`), mac]);
    const mac = this.#key.mac(this.#names.records, nonce, ...parts);
    return Buffer.concat([nonce, mac], NONCE_BYTES + MAC_BYTES);
  }
}
