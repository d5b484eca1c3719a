// Reads a public log from untrusted JSON: shapes and bounds only. Whether it is true is the business of verifyLog.ts.
import { huntKinds, type ResolvedHunt, type TileRect } from "../../hunt/definition.ts";
import { MAX_NONCES, NONCE_BYTES, SECRET_BYTES } from "../entropy.ts";
import { HASH_BYTES } from "../hashing.ts";
import type {
  AnnouncedBody,
  CancelledBody,
  FairLog,
  FoundBody,
  LogBody,
  LogEntry,
  RevealedBody,
  SealedBody,
} from "../log.ts";
import { type OpenedLeaf, SALT_BYTES } from "../merkle.ts";
import { type Check, FairError, flag, hex, integer, list, number, oneOf, shape, text } from "./checks.ts";

const MAX_CACHES = 65_536;
const MAX_TILES = 65_536;
/** Bounds the work of whoever recomputes a hunt: sixteen times the largest zone of the design. */
const MAX_ZONE_SIDE = 1_536;

/** Ten times what a definition may say. A plan draws from all shares of a hunt together, in thousandths: 32 bits hold them. */
const MAX_SHARE = 10_000;

const hash = hex(HASH_BYTES);
const ticks = integer(0, 2 ** 31);
const points = integer(0, 1e9);
const hunt = integer(1, 2 ** 31);
const atMs = integer(0, Number.MAX_SAFE_INTEGER);
const position = integer(-(2 ** 30), 2 ** 30);

const zone = shape<TileRect>({
  x: integer(0, MAX_TILES),
  y: integer(0, MAX_TILES),
  width: integer(1, MAX_ZONE_SIDE),
  height: integer(1, MAX_ZONE_SIDE),
});

const resolvedHunt = shape<ResolvedHunt>({
  number: hunt,
  definition: text(200),
  title: text(200),
  kind: oneOf(huntKinds),
  zone,
  announceTicks: ticks,
  countdownTicks: ticks,
  waveTicks: list(ticks, 1, 100),
  podiumTicks: ticks,
  huntersPerCache: number(MAX_CACHES),
  minCaches: integer(0, MAX_CACHES),
  maxCaches: integer(1, MAX_CACHES),
  tiers: list(shape({ name: text(100), value: points, share: number(MAX_SHARE) }), 1, 100),
  crownValue: points,
  mimicOneIn: integer(0, MAX_CACHES),
  clues: shape<ResolvedHunt["clues"]>({ piece: flag, turned: flag, riddleTicks: ticks, hintTicks: ticks }),
  tools: list(oneOf(["boots", "spade", "lantern"]), 0, 10),
});

const leaf = shape<OpenedLeaf>({
  index: integer(0, MAX_CACHES - 1),
  wave: integer(0, 99),
  tier: integer(-1, 99),
  value: points,
  mimic: flag,
  tileX: integer(0, MAX_TILES),
  tileY: integer(0, MAX_TILES),
  phantomX: position,
  phantomY: position,
  salt: hex(SALT_BYTES),
});

const type = <T extends string>(word: T): Check<T> => oneOf([word]);

const bodies: { readonly [Type in LogBody["type"]]: Check<LogBody> } = {
  announced: shape<AnnouncedBody>({
    type: type("announced"),
    hunt,
    atMs,
    definition: resolvedHunt,
    definitionHash: hash,
    detectorHash: hash,
    commitment: hash,
    mapVersion: text(200),
    eligibleHash: hash,
  }),
  sealed: shape<SealedBody>({
    type: type("sealed"),
    hunt,
    atMs,
    nonces: list(hex(NONCE_BYTES), 0, MAX_NONCES),
    caches: integer(1, MAX_CACHES),
    root: hash,
  }),
  found: shape<FoundBody>({ type: type("found"), hunt, atMs, leaf, proof: list(hash, 0, 32) }),
  revealed: shape<RevealedBody>({
    type: type("revealed"),
    hunt,
    atMs,
    secret: hex(SECRET_BYTES),
    resultsHash: hash,
  }),
  cancelled: shape<CancelledBody>({
    type: type("cancelled"),
    hunt,
    atMs,
    secret: hex(SECRET_BYTES),
    reason: text(500),
  }),
};

const bodyTypes = Object.keys(bodies) as LogBody["type"][];

const body: Check<LogBody> = (value, where) => {
  const named = oneOf(bodyTypes)((value as { readonly type?: unknown } | null)?.type, `${where}.type`);
  return bodies[named](value, where);
};

const entryShape = shape<LogEntry>({
  index: integer(0, Number.MAX_SAFE_INTEGER),
  previous: hash,
  body,
  hash,
});

/** @throws FairError if the value is not an entry */
export function readEntry(value: unknown, where: string): LogEntry {
  return entryShape(value, where);
}

/** The entries of a log, each still unchecked. @throws FairError if the value is not a log */
export function rawEntries(value: unknown): readonly unknown[] {
  const log = value as Partial<FairLog> | null;
  if (typeof log !== "object" || log === null || log.format !== 1 || !Array.isArray(log.entries))
    throw new FairError("the log is not an object with format 1 and a list of entries");
  return log.entries;
}
