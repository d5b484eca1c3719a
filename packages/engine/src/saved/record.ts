// The envelope of every record of a saved world: a header with kind, index and hash. It rejects damaged bytes and
// records of another kind or index with a SnapshotError. Little-endian, like every supported machine:
//
//   0  u32  magic "DBLR"      4  u8  version      5  u8  kind      6  u16  index
//   8  u32  number of the save that wrote it
//  12  u32  hash of bytes 0 to 11 and of everything after this field
//  16  body
//
// Version 1 had no boards and no hunts: only base, page and delta records. It is read, and replaced as a whole by the first
// save, so that an older server finds nothing that it could take for a world.
import { viewOf } from "@doubloon/shared/wire/dataView";
import { hashBytes } from "./hash.ts";
import { SnapshotError } from "./snapshotError.ts";

export const RecordKind = {
  base: 1,
  page: 2,
  delta: 3,
  hunterPage: 4,
  hunterDelta: 5,
  hunts: 6,
  season: 7,
  teams: 8,
  solo: 9,
} as const;
export type RecordKind = (typeof RecordKind)[keyof typeof RecordKind];

/** Bytes of the header. */
export const HEADER_BYTES = 16;
const MAGIC = 0x524c4244;
export const VERSION = 2;
const HASHED_HEADER_BYTES = 12;

/** A record and its key: the name of its kind and, after colons, the slot, page and slot, or save. */
export interface SavedRecord {
  readonly key: string;
  readonly bytes: Uint8Array;
}

/** The body of a record whose header is valid. */
export interface RecordBody {
  readonly key: string;
  /** 1 to VERSION. */
  readonly version: number;
  /** Number of the save that wrote it. */
  readonly save: number;
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

export function baseKey(slot: number): string {
  return `base:${slot}`;
}

/** Whether a record holds secrets: those of hunts and the key of what is found alone. Nobody else may read its bytes. */
export function isSecretRecord(key: string): boolean {
  return key.startsWith("hunts:") || key.startsWith("solo:");
}

/** Writes the header of a record whose body is complete. `bytes` is the whole record. */
export function sealRecord(bytes: Uint8Array, kind: RecordKind, index: number, save: number): void {
  const view = viewOf(bytes);
  view.setUint32(0, MAGIC, true);
  view.setUint8(4, VERSION);
  view.setUint8(5, kind);
  view.setUint16(6, index, true);
  view.setUint32(8, save, true);
  view.setUint32(12, hashOf(bytes, VERSION), true);
}

/**
 * Checks a record's header and returns its body.
 * @throws SnapshotError if the bytes are damaged or not a record of `kind` and `index`
 */
export function openRecord(key: string, bytes: Uint8Array, kind: RecordKind, index: number): RecordBody {
  const fail = (found: string, expected: string): never => {
    throw new SnapshotError(`saved record ${key}: ${found}, expected ${expected}`);
  };
  if (bytes.length < HEADER_BYTES) fail(`${bytes.length} bytes`, `at least ${HEADER_BYTES}`);
  const view = viewOf(bytes);
  if (view.getUint32(0, true) !== MAGIC) fail("other bytes", "a record of a saved world");
  const version = view.getUint8(4);
  if (version > VERSION) fail(`version ${version}, of a newer Doubloon`, `at most ${VERSION}`);
  const hash = hashOf(bytes, version);
  if (view.getUint32(12, true) !== hash) {
    fail("damaged bytes", `bytes with the hash ${view.getUint32(12, true)} instead of ${hash}`);
  }
  if (view.getUint8(5) !== kind) fail(`kind ${view.getUint8(5)}`, `${kind}`);
  if (view.getUint16(6, true) !== index) fail(`index ${view.getUint16(6, true)}`, `${index}`);
  const body = bytes.subarray(HEADER_BYTES);
  return {
    key,
    version,
    save: view.getUint32(8, true),
    bytes: body,
    view: viewOf(body),
  };
}

function hashOf(bytes: Uint8Array, version: number): number {
  return hashBytes(bytes.subarray(HEADER_BYTES), hashBytes(bytes.subarray(0, HASHED_HEADER_BYTES), version));
}
