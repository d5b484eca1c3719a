// The public log of hunts: entries that are linked by hashes, so that none can be changed, moved or left out later. It is made
// of what the server says in public; readers trust none of it (verify/verifyLog.ts).
import type { ResolvedHunt } from "../hunt/definition.ts";
import { detectorHash } from "../hunt/detector.ts";
import type { PlannedCache } from "../hunt/plan.ts";
import { hashOf } from "./canonical.ts";
import { commitmentOf } from "./entropy.ts";
import { toHex } from "./hashing.ts";
import { type MerkleTree, type OpenedLeaf, openLeaf } from "./merkle.ts";

interface OfHunt {
  /** The hunt's number. */
  readonly hunt: number;
  /** Unix time in ms, by the server's clock. */
  readonly atMs: number;
}

/** The commitment: made before anybody has entered. Its hash is a part of the master key. */
export interface AnnouncedBody extends OfHunt {
  readonly type: "announced";
  readonly definition: ResolvedHunt;
  readonly definitionHash: string;
  readonly detectorHash: string;
  /** SHA-256 of the secret. */
  readonly commitment: string;
  readonly mapVersion: string;
  readonly eligibleHash: string;
}

/** The entropy and the root, before the start. */
export interface SealedBody extends OfHunt {
  readonly type: "sealed";
  /** The nonces of those who entered, in order of arrival, at most MAX_NONCES. */
  readonly nonces: readonly string[];
  readonly caches: number;
  readonly root: string;
}

/** A cache was dug up: its leaf is opened. */
export interface FoundBody extends OfHunt {
  readonly type: "found";
  readonly leaf: OpenedLeaf;
  readonly proof: readonly string[];
}

export interface RevealedBody extends OfHunt {
  readonly type: "revealed";
  readonly secret: string;
  /** Hash of the hunt's final results as published. */
  readonly resultsHash: string;
}

export interface CancelledBody extends OfHunt {
  readonly type: "cancelled";
  readonly secret: string;
  readonly reason: string;
}

export type LogBody = AnnouncedBody | SealedBody | FoundBody | RevealedBody | CancelledBody;

export interface LogEntry {
  /** From 0, contiguous. */
  readonly index: number;
  /** Hash of the entry before; NO_ENTRY for the first. */
  readonly previous: string;
  readonly body: LogBody;
  /** `hashOf` of index, previous and body. */
  readonly hash: string;
}

/** The log as published at `/fair/log.json`. */
export interface FairLog {
  readonly format: 1;
  readonly entries: readonly LogEntry[];
}

/** Where a log ends: what the next entry is linked to. */
export interface LogHead {
  readonly entries: number;
  readonly hash: string;
}

export const NO_ENTRY = "0".repeat(64);
export const emptyLog: LogHead = { entries: 0, hash: NO_ENTRY };

export function entryHash(entry: Omit<LogEntry, "hash">): string {
  const { index, previous, body } = entry;
  return hashOf({ index, previous, body });
}

/** The entry that continues a log. */
export function nextEntry(head: LogHead, body: LogBody): LogEntry {
  const linked = { index: head.entries, previous: head.hash, body };
  return { ...linked, hash: entryHash(linked) };
}

/** The head of a log that ends with this entry. */
export function headAfter(entry: LogEntry): LogHead {
  return { entries: entry.index + 1, hash: entry.hash };
}

/** @param secret 32 bytes, kept by the server */
export function announcedBody(
  definition: ResolvedHunt,
  secret: Uint8Array,
  mapVersion: string,
  eligibleHash: string,
  atMs: number,
): AnnouncedBody {
  return {
    type: "announced",
    hunt: definition.number,
    atMs,
    definition,
    definitionHash: hashOf(definition),
    detectorHash,
    commitment: commitmentOf(secret),
    mapVersion,
    eligibleHash,
  };
}

/** What the master key takes of an announcement: the hash of its body, in hex. */
export function announcementHash(body: AnnouncedBody): string {
  return hashOf(body);
}

export function foundBody(hunt: number, cache: PlannedCache, tree: MerkleTree, atMs: number): FoundBody {
  return { type: "found", hunt, atMs, leaf: openLeaf(cache), proof: tree.proof(cache.index) };
}

/** @param results the hunt's final results as published, plain JSON */
export function revealedBody(hunt: number, secret: Uint8Array, results: unknown, atMs: number): RevealedBody {
  return { type: "revealed", hunt, atMs, secret: toHex(secret), resultsHash: hashOf(results) };
}

export function cancelledBody(hunt: number, secret: Uint8Array, reason: string, atMs: number): CancelledBody {
  return { type: "cancelled", hunt, atMs, secret: toHex(secret), reason };
}
