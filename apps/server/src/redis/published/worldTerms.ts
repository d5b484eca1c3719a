// Decides which of two saved worlds continues. A saved world is described by its lineage, the number of its last save, and
// its leadership terms: each has the lease's token and the save from which the term continued. It compares and stores nothing.
import { z } from "zod";

/** The record of a ledger that holds the terms. */
export const TERMS_KEY = "terms";
/** Most terms kept; descent from older terms cannot be proved. */
const MAX_TERMS = 64;

export interface Term {
  readonly token: number;
  /** Number of the save from which the term continued. */
  readonly from: number;
}

/** The identity and age of a saved world. */
export interface Position {
  readonly lineage: string;
  readonly save: number;
  /** Oldest first; empty if the world never ran under a lease. */
  readonly terms: readonly Term[];
}

const natural = z.int().min(0);
const termsShape = z.array(z.object({ token: natural, from: natural })).max(MAX_TERMS);

export function writeTerms(terms: readonly Term[]): Uint8Array {
  return Buffer.from(JSON.stringify(terms));
}

/** Reads the terms of a record; empty if it is missing or damaged, so that the world's past counts as unknown. */
export function readTerms(record: Uint8Array | undefined): readonly Term[] {
  if (record === undefined) return [];
  try {
    return termsShape.safeParse(JSON.parse(Buffer.from(record).toString())).data ?? [];
  } catch {
    return [];
  }
}

/** Adds a term that continues from `save` under `token`. */
export function withTerm(terms: readonly Term[], token: number, save: number): readonly Term[] {
  if (terms.at(-1)?.token === token) return terms;
  return [...terms, { token, from: save }].slice(-MAX_TERMS);
}

export interface Decision {
  readonly winner: "own" | "published";
  /** Whether the other world contains something that the winner does not, and must be kept. */
  readonly keep: boolean;
  /** For the operator. */
  readonly why: string;
}

/**
 * Decides whether this machine's own world or the published one continues.
 *
 * With one lineage, the world that descends from the other wins. If neither descends from the other, the later leadership
 * term wins, because players saw it last; within a term, the later save. With two lineages the published world wins: the
 * island's other machines have played it.
 */
export function decide(own: Position, published: Position): Decision {
  if (own.lineage !== published.lineage) {
    return { winner: "published", keep: true, why: "this machine's own world has another lineage" };
  }
  if (growsFrom(published, own)) {
    return {
      winner: "published",
      keep: false,
      why: "the published world is at least as new as this machine's own",
    };
  }
  if (growsFrom(own, published)) {
    return { winner: "own", keep: false, why: "this machine's own world is newer than the published one" };
  }
  const [mine, theirs] = [own.terms.at(-1)?.token ?? 0, published.terms.at(-1)?.token ?? 0];
  const ownIsLater = mine === theirs ? own.save > published.save : mine > theirs;
  return {
    winner: ownIsLater ? "own" : "published",
    keep: true,
    why: "this machine's own world and the published one have diverged, and the later leadership term wins",
  };
}

/** Whether `newer` contains everything in `older`. */
function growsFrom(newer: Position, older: Position): boolean {
  const last = older.terms.at(-1);
  if (last === undefined) return older.save <= (newer.terms[0]?.from ?? newer.save);
  const index = newer.terms.findIndex(({ token }) => token === last.token);
  if (index < 0 || newer.terms[index].from !== last.from) return false;
  return older.save <= (newer.terms[index + 1]?.from ?? newer.save);
}
