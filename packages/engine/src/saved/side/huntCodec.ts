// One hunt in a saved record. It is secret as a whole: it has the hunt's secret and the places of its caches.
import { MAX_NONCES, NONCE_BYTES, SECRET_BYTES } from "@doubloon/shared/fair/entropy";
import { HASH_BYTES } from "@doubloon/shared/fair/hashing";
import { SALT_BYTES } from "@doubloon/shared/fair/merkle";
import { huntKinds, type ResolvedHunt } from "@doubloon/shared/hunt/definition";
import { huntPhases } from "@doubloon/shared/protocol/huntEvents";
import { MAX_ACCOUNTS } from "../../columns/accounts.ts";
import { Caches } from "../../hunts/caches.ts";
import type { FoundCache, Hunt, HuntResult, StruckCache } from "../../hunts/hunt.ts";
import {
  bool,
  type Codec,
  fixed,
  list,
  oneOf,
  pattern,
  readColumns,
  struct,
  text,
  tileRect,
  u8,
  u16,
  u32,
  writeColumns,
} from "./codec.ts";

const MAX_WAVES = 64;
const MAX_TIERS = 64;
/** More than any plan has: the leaves of its tree are numbered by 16 bits. */
const MAX_CACHES = 0xffff;
const TITLE_BYTES = 1024;
const hex = (bytes: number): Codec<string> => pattern(2 * bytes, new RegExp(`^[0-9a-f]{${2 * bytes}}$`));
const hexOrNone = (bytes: number): Codec<string> =>
  pattern(2 * bytes, new RegExp(`^([0-9a-f]{${2 * bytes}})?$`));

const resolved: Codec<ResolvedHunt> = struct<ResolvedHunt>({
  number: u32,
  definition: text(TITLE_BYTES),
  title: text(TITLE_BYTES),
  kind: oneOf(huntKinds),
  zone: tileRect,
  announceTicks: u32,
  countdownTicks: u32,
  waveTicks: list(u32, MAX_WAVES),
  podiumTicks: u32,
  huntersPerCache: u32,
  minCaches: u32,
  maxCaches: u32,
  tiers: list(
    struct<ResolvedHunt["tiers"][number]>({ name: text(TITLE_BYTES), value: u32, share: u32 }),
    MAX_TIERS,
  ),
  crownValue: u32,
  mimicOneIn: u32,
  clues: struct<ResolvedHunt["clues"]>({ piece: bool, turned: bool, riddleTicks: u32, hintTicks: u32 }),
  tools: list(oneOf(["boots", "spade", "lantern"] as const), 3),
});

const rows = list(u32, MAX_ACCOUNTS);
const struck: Codec<StruckCache> = struct<StruckCache>({
  cache: u16,
  struckAt: u32,
  finders: rows,
  workers: rows,
  work: rows,
  diggers: rows,
  since: rows,
});
const found: Codec<FoundCache> = struct<FoundCache>({ cache: u16, accounts: rows, points: rows });
const result: Codec<HuntResult> = struct<HuntResult>({
  account: u32,
  points: u32,
  finds: u32,
  bot: bool,
  team: text(TITLE_BYTES),
});

const salt = hexOrNone(SALT_BYTES);
const caches: Codec<Caches> = {
  write(writer, value) {
    writer.u16(value.count);
    writeColumns(writer, value.columns());
    for (const one of value.salts) salt.write(writer, one);
  },
  read(reader, what) {
    const count = reader.u16(what);
    const value = new Caches(count);
    readColumns(reader, value.columns(), what);
    for (let i = 0; i < count; i++) value.salts[i] = salt.read(reader, `${what} salt ${i}`);
    return value;
  },
};

const ties: Codec<Uint32Array<ArrayBuffer>> = {
  write: (writer, value) => writeColumns(writer, [value]),
  read(reader, what) {
    const value = new Uint32Array(4);
    readColumns(reader, [value], what);
    return value;
  },
};

export const huntCodec: Codec<Hunt> = struct<Hunt>({
  resolved,
  secret: fixed(SECRET_BYTES),
  announcement: hex(HASH_BYTES),
  commitment: hex(HASH_BYTES),
  phase: oneOf(huntPhases),
  paused: bool,
  clock: u32,
  announceTicks: u32,
  podiumTicks: u32,
  waveEnds: list(u32, MAX_WAVES),
  wave: u8,
  nonces: list(hex(NONCE_BYTES), MAX_NONCES),
  entropy: fixed(HASH_BYTES),
  hunters: u32,
  people: u32,
  plannedFor: u32,
  planSteps: u32,
  caches,
  releasedHints: u32,
  root: hexOrNone(HASH_BYTES),
  leader: u32,
  ties,
  untuned: rows,
  struck: list(struck, MAX_CACHES),
  found: list(found, MAX_CACHES),
  cursor: u32,
  results: list(result, MAX_ACCOUNTS),
  changed: bool,
  crowdChanged: bool,
});
