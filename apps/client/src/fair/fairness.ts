// Checks a server's log and one hunt of it: fetches the log, the chunks of the zones and the hunt's results, and recomputes. Runs in
// the worker; what is fetched comes from outside, so that tests need no server.
import { hashOf } from "@doubloon/shared/fair/canonical";
import { toHex } from "@doubloon/shared/fair/hashing";
import type { OpenedLeaf } from "@doubloon/shared/fair/merkle";
import {
  ChunkGround,
  type ClosedHunt,
  chunksOf,
  closedHunts,
} from "@doubloon/shared/fair/verify/chunkGround";
import type { MapGround } from "@doubloon/shared/fair/verify/verifyHunt";
import { type VerifiedHunt, verifyLog } from "@doubloon/shared/fair/verify/verifyLog";
import {
  type OwnReading,
  type ThreadVerdict,
  verifyReadings,
} from "@doubloon/shared/fair/verify/verifyReadings";
import type { ResolvedHunt } from "@doubloon/shared/hunt/definition";
import { detectorHash } from "@doubloon/shared/hunt/detector";
import type { MapDescription } from "@doubloon/shared/map";

/** What is read of the server. Each rejects if that fails. */
export interface FairSource {
  log(): Promise<unknown>;
  /** Undefined if the server does not have this map any more. */
  map(version: string): Promise<MapDescription | undefined>;
  chunk(version: string, column: number, row: number): Promise<Uint8Array>;
  /** A hunt's published results; undefined if there are none. */
  results(hunt: number): Promise<unknown>;
}

export type HuntState = "notOver" | "revealed" | "cancelled";

/** A row of the list of hunts. */
export interface HuntLine {
  readonly hunt: number;
  readonly title: string;
  readonly announcedMs: number;
  readonly state: HuntState;
  readonly caches: number;
  readonly found: number;
  /** Whether its caches were planned again and compared. */
  readonly recomputed: boolean;
}

/** One hunt in full. What is not public yet is absent. */
export interface ShownHunt extends HuntLine {
  readonly definition: ResolvedHunt;
  readonly mapVersion: string;
  readonly commitment: string;
  readonly nonces: readonly string[];
  readonly root?: string;
  readonly secret?: string;
  readonly reason?: string;
  readonly masterKey?: string;
  readonly eligible?: number;
  /** All caches of a recomputed hunt, else those found. */
  readonly leaves: readonly (OpenedLeaf & { readonly foundMs?: number })[];
  /** Whether the published results have the hash that the log has; undefined if there are none. */
  readonly resultsMatch?: boolean;
  /** Places in `nonces`, from 1, of the player's own; undefined without any. 0: not among them. */
  readonly ownNonce?: number;
  readonly ownReadings: readonly OwnReading[];
  /** Verdicts on one's own readings; absent until the hunt is recomputed, and for other detectors than this page's. */
  readonly threads?: readonly ThreadVerdict[];
}

export type Fairness =
  | {
      readonly ok: true;
      readonly entries: number;
      readonly head: string;
      readonly hunts: readonly HuntLine[];
      readonly shown?: ShownHunt;
    }
  | { readonly ok: false; readonly at: number; readonly reason: string };

/** Fetches at a time. */
const FETCHES = 8;
/** A list shows so many hunts as recomputed; the others are recomputed when they are shown. */
const NEWEST = 30;

export interface FairQuestion {
  /** The hunt to show in full. */
  readonly hunt: number | undefined;
  /** The number that this browser sent on entering that hunt. */
  readonly ownNonce?: string | undefined;
  readonly ownReadings: readonly OwnReading[];
}

/**
 * @param onProgress called with what is being done, for people
 * @throws Error if the log cannot be fetched
 */
export async function checkFairness(
  source: FairSource,
  question: FairQuestion,
  onProgress: (text: string) => void,
): Promise<Fairness> {
  onProgress("Reading the log");
  const log = await source.log();
  const { hunt } = question;
  const closed = closedHunts(log);
  const wanted = hunt === undefined ? closed.slice(-NEWEST) : closed.filter((one) => one.hunt === hunt);
  const map = await groundFor(source, wanted, onProgress);
  onProgress("Planning the caches again");
  const numbers = new Set(wanted.map((one) => one.hunt));
  const verdict = verifyLog(log, map, (number) => numbers.has(number));
  if (!verdict.ok) return verdict;
  const { entries, head, hunts } = verdict;
  const shown = hunt === undefined ? undefined : hunts[hunt - 1];
  return {
    ok: true,
    entries,
    head,
    hunts: hunts.map(lineOf).reverse(),
    ...(shown === undefined ? {} : { shown: await shownHunt(source, shown, question) }),
  };
}

/** The ground of the closed hunts' zones on the newest map that the server still has. */
async function groundFor(
  source: FairSource,
  closed: readonly ClosedHunt[],
  onProgress: (text: string) => void,
): Promise<MapGround | undefined> {
  for (const version of new Set(closed.map(({ mapVersion }) => mapVersion).reverse())) {
    const description = await source.map(version);
    if (description === undefined) continue;
    const { widthTiles, heightTiles } = description;
    const ground = new ChunkGround(widthTiles, heightTiles);
    const zones = closed.filter(({ mapVersion }) => mapVersion === version).map(({ zone }) => zone);
    const places = chunksOf(zones, widthTiles, heightTiles);
    for (let i = 0; i < places.length; i += FETCHES) {
      onProgress(`Reading the map: ${i} of ${places.length} parts`);
      const some = places.slice(i, i + FETCHES);
      const chunks = await Promise.all(some.map(({ column, row }) => source.chunk(version, column, row)));
      for (const [n, bytes] of chunks.entries()) ground.add(some[n], bytes);
    }
    return { version, ground };
  }
  return undefined;
}

function lineOf({ announced, sealed, found, closed, recomputed }: VerifiedHunt): HuntLine {
  return {
    hunt: announced.hunt,
    title: announced.definition.title,
    announcedMs: announced.atMs,
    state: closed === undefined ? "notOver" : closed.type,
    caches: sealed?.caches ?? 0,
    found: found.length,
    recomputed: recomputed !== undefined,
  };
}

async function shownHunt(
  source: FairSource,
  hunt: VerifiedHunt,
  { ownNonce, ownReadings }: FairQuestion,
): Promise<ShownHunt> {
  const { announced, sealed, found, closed, recomputed } = hunt;
  const foundMs = new Map(found.map(({ leaf, atMs }) => [leaf.index, atMs]));
  const leaves = recomputed?.caches ?? found.map(({ leaf }) => leaf);
  const resultsMatch =
    closed?.type === "revealed" ? await matches(source, announced.hunt, closed.resultsHash) : undefined;
  return {
    ...lineOf(hunt),
    definition: announced.definition,
    mapVersion: announced.mapVersion,
    commitment: announced.commitment,
    nonces: sealed?.nonces ?? [],
    leaves: leaves.map((leaf) => {
      const at = foundMs.get(leaf.index);
      return at === undefined ? leaf : { ...leaf, foundMs: at };
    }),
    ownReadings,
    ...(sealed === undefined || ownNonce === undefined
      ? {}
      : { ownNonce: sealed.nonces.indexOf(ownNonce) + 1 }),
    ...(sealed === undefined ? {} : { root: sealed.root }),
    ...(closed === undefined ? {} : { secret: closed.secret }),
    ...(closed?.type === "cancelled" ? { reason: closed.reason } : {}),
    ...(resultsMatch === undefined ? {} : { resultsMatch }),
    ...(recomputed === undefined
      ? {}
      : {
          masterKey: toHex(recomputed.masterKey),
          eligible: recomputed.eligible.tiles.length,
          ...(announced.detectorHash === detectorHash
            ? { threads: verifyReadings(recomputed, ownReadings) }
            : {}),
        }),
  };
}

async function matches(source: FairSource, hunt: number, hash: string): Promise<boolean | undefined> {
  const results = await source.results(hunt);
  return results === undefined ? undefined : hashOf(results) === hash;
}
