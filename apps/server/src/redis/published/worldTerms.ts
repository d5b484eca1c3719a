// Which of two saved worlds goes on. A world is known by its lineage, by the number of its last save, and by the leadership
// terms that it went through: each names the lease's token and the save that the term went on from. Compares; keeps nothing.
import { z } from "zod";

/** The record of a ledger that holds the terms. */
export const TERMS_KEY = "terms";
/** Terms that are remembered; of older ones nobody knows what came of them. */
const MAX_TERMS = 64;

export interface Term {
  readonly token: number;
  /** Number of the save that it went on from. */
  readonly from: number;
}

/** Where a saved world stands. */
export interface Position {
  readonly lineage: string;
  readonly save: number;
  /** Oldest first; none in a world that never ran under a lease. */
  readonly terms: readonly Term[];
}

const natural = z.int().min(0);
const termsShape = z.array(z.object({ token: natural, from: natural })).max(MAX_TERMS);

export function writeTerms(terms: readonly Term[]): Uint8Array {
  return Buffer.from(JSON.stringify(terms));
}

/** The terms of a record; none if it is missing or damaged, which makes its world one of unknown past. */
export function readTerms(record: Uint8Array | undefined): readonly Term[] {
  if (record === undefined) return [];
  try {
    return termsShape.safeParse(JSON.parse(Buffer.from(record).toString())).data ?? [];
  } catch {
    return [];
  }
}

/** The terms once the world goes on from `save` under `token`. */
export function withTerm(terms: readonly Term[], token: number, save: number): readonly Term[] {
  if (terms.at(-1)?.token === token) return terms;
  return [...terms, { token, from: save }].slice(-MAX_TERMS);
}

export interface Decision {
  readonly winner: "own" | "published";
  /** Whether the other one holds something that the winner does not, and is to be kept beside. */
  readonly keep: boolean;
  /** For the operator. */
  readonly why: string;
}

/**
 * Which goes on: this machine's own world or the published one.
 *
 * Of one lineage the one that has grown out of the other, however old the place where it is; if each has something that the
 * other has not, the one of the later leadership term, since that is what players were told last, and within a term the
 * later save. Of two lineages the published one: it is what the island's other machines have played.
 */
export function decide(own: Position, published: Position): Decision {
  if (own.lineage !== published.lineage) {
    return { winner: "published", keep: true, why: "this machine's own world is another one" };
  }
  if (growsFrom(published, own)) {
    return {
      winner: "published",
      keep: false,
      why: "the published world is as new as this machine's own or newer",
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
    why: "this machine's own world and the published one have gone on apart; the one of the later term goes on",
  };
}

/** Whether everything that `older` holds has gone into `newer`. */
function growsFrom(newer: Position, older: Position): boolean {
  const last = older.terms.at(-1);
  if (last === undefined) return older.save <= (newer.terms[0]?.from ?? newer.save);
  const place = newer.terms.findIndex(({ token }) => token === last.token);
  if (place < 0 || newer.terms[place].from !== last.from) return false;
  return older.save <= (newer.terms[place + 1]?.from ?? newer.save);
}
