// A ledger that also publishes its newest world in Redis, so that a standby on another machine can continue it. A save that
// could not be published counts as failed. worldTerms.ts decides whether this machine's own world or the published one
// continues; a world that would lose data by that is kept in a folder of its own.
import { savedHead } from "@doubloon/engine/saved/baseRecord";
import { type Ledger, type LedgerChanges, replaceAll } from "../../ledger/port.ts";
import type { WorldLease } from "../worldLease.ts";
import type { PublishedRecords } from "./publishedRecords.ts";
import {
  decide,
  type Position,
  readTerms,
  TERMS_KEY,
  type Term,
  withTerm,
  writeTerms,
} from "./worldTerms.ts";

type Records = ReadonlyMap<string, Uint8Array>;

/** Delay before republishing the world is retried, in ms. */
const RETRY_MS = 500;

export interface PublishedLedgerOptions {
  /** This machine's ledger; it is not closed with this one. */
  readonly own: Ledger;
  readonly published: PublishedRecords;
  readonly lease: WorldLease;
  /** Keeps the world that does not continue, and returns where. */
  readonly keep: (position: Position, records: Records, winningLineage: string) => Promise<string>;
  /** Gets log lines for the operator. */
  readonly note: (line: string) => void;
}

export interface PublishedLedger extends Ledger {
  /** Time since the loaded world was published, in ms; undefined if that is unknown, or this machine's own world was loaded. */
  readonly worldAgeMs: number | undefined;
  /** Stops following the lease. */
  close(): Promise<void>;
}

export function makePublishedLedger(options: PublishedLedgerOptions): PublishedLedger {
  const { own, published, lease, keep, note } = options;
  let terms: readonly Term[] = [];
  let save = 0;
  let loaded = false;
  let closed = false;
  /** The clock's time at which the loaded world was published. */
  let publishedAtMs: number | undefined;
  let retry: NodeJS.Timeout | undefined;
  let work: Promise<unknown> = Promise.resolve();

  /** Runs one task after the other, also after a failure. */
  function next<T>(task: () => Promise<T>): Promise<T> {
    const done = work.then(task, task);
    work = done.catch(() => undefined);
    return done;
  }

  async function everything(): Promise<LedgerChanges> {
    return replaceAll(await own.load());
  }

  async function load(): Promise<Records> {
    const [mine, theirs] = [await own.load(), await published.load()];
    const ageMs = await published.ageMs();
    const readAtMs = performance.now();
    const chosen = await choose(mine, theirs);
    publishedAtMs = chosen === theirs && ageMs !== undefined ? readAtMs - ageMs : undefined;
    if (chosen === theirs) await own.save(replaceAll(theirs));
    else if (chosen.size > 0) await published.publish(lease.token, replaceAll(chosen));
    ({ terms, save } = positionOf(chosen));
    loaded = true;
    return chosen;
  }

  async function choose(mine: Records, theirs: Records): Promise<Records> {
    if (theirs.size === 0) return mine;
    if (mine.size === 0) return theirs;
    const [here, there] = [positionOf(mine), positionOf(theirs)];
    const { winner, keep: keepOther, why } = decide(here, there);
    const [continuing, other, otherRecords] = winner === "own" ? [here, there, theirs] : [there, here, mine];
    const where = keepOther ? await keep(other, otherRecords, continuing.lineage) : undefined;
    if (where !== undefined || winner === "own") {
      const fate = where === undefined ? "" : `; the other world is kept in ${where}`;
      const which = winner === "own" ? "this machine's own" : "the published";
      note(
        `${which} world continues at save ${continuing.save}: ${why} (other world: save ${other.save})${fate}`,
      );
    }
    return winner === "own" ? mine : theirs;
  }

  async function saveAndPublish(changes: LedgerChanges): Promise<void> {
    const nextTerms = withTerm(terms, lease.token, save);
    const termsChanged = nextTerms !== terms || changes.clear;
    const record = { key: TERMS_KEY, bytes: writeTerms(nextTerms) };
    const all: LedgerChanges = termsChanged ? { ...changes, puts: [...changes.puts, record] } : changes;
    await own.save(all);
    terms = nextTerms;
    save = savedHead(new Map(changes.puts.map(({ key, bytes }) => [key, bytes])))?.save ?? save;
    const changesAreEnough = all.clear || published.current;
    if (changesAreEnough && (await published.publish(lease.token, all))) return;
    await published.publish(lease.token, await everything());
  }

  /** Republishes this machine's saved world to a Redis that has lost its data or has come back from an old file. */
  async function republish(): Promise<void> {
    if (closed || !loaded || lease.state !== "held" || (await published.holds())) return;
    await published.publish(lease.token, await everything());
    note(`the world was republished at save ${save}: Redis had lost it or had an older one`);
  }

  function republishSoon(): void {
    clearTimeout(retry);
    next(republish).catch(() => {
      // The lease is being taken again, or Redis is gone again.
      if (!closed && lease.state === "held") retry = setTimeout(republishSoon, RETRY_MS).unref();
    });
  }

  const stops = [
    published.onBack(republishSoon),
    lease.onState((state) => {
      if (state === "held") republishSoon();
    }),
  ];

  return {
    get worldAgeMs() {
      return publishedAtMs === undefined ? undefined : performance.now() - publishedAtMs;
    },
    load: () => next(load),
    save: (changes) => next(() => saveAndPublish(changes)),
    async close() {
      closed = true;
      clearTimeout(retry);
      for (const stop of stops) stop();
      await work;
    },
  };
}

function positionOf(records: Records): Position {
  const { lineage = "", save = 0 } = savedHead(records) ?? {};
  return { lineage, save, terms: readTerms(records.get(TERMS_KEY)) };
}
