// A ledger that also publishes its newest world in Redis, so that a standby on another machine can continue it. A save that
// could not be published counts as failed. worldTerms.ts decides whether this machine's own world or the published one
// continues; a world that would lose data by that is kept in a folder of its own.
import { savedHead } from "@doubloon/engine/saved/baseRecord";
import { type Ledger, type LedgerChanges, replaceAll } from "../../ledger/port.ts";
import type { WorldLease } from "../worldLease.ts";
import { type ChoiceOptions, chooseWorld, positionOf } from "./chooseWorld.ts";
import type { PublishedRecords } from "./publishedRecords.ts";
import type { StandbyCopy } from "./standbyCopy.ts";
import { TERMS_KEY, type Term, withTerm, writeTerms } from "./worldTerms.ts";

type Records = ReadonlyMap<string, Uint8Array>;

/** Delay before republishing the world is retried, in ms. */
const RETRY_MS = 500;

export interface PublishedLedgerOptions extends ChoiceOptions {
  /** This machine's ledger; it is not closed with this one. */
  readonly own: Ledger;
  readonly published: PublishedRecords;
  readonly lease: WorldLease;
  /** The copy that this machine kept while on standby; absent if it kept none. */
  readonly standby?: StandbyCopy;
}

export interface PublishedLedger extends Ledger {
  /** Time since the loaded world was published, in ms; undefined if that is unknown, or this machine's own world was loaded. */
  readonly worldAgeMs: number | undefined;
  /** Stops following the lease. */
  close(): Promise<void>;
}

export function makePublishedLedger(options: PublishedLedgerOptions): PublishedLedger {
  const { own, published, lease, note, standby } = options;
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

  /** A warm standby reads only what was published since it last looked. */
  async function load(): Promise<Records> {
    const followed = await standby?.follow().catch(() => undefined);
    if (followed !== undefined) return began(followed, await published.ageMs(), performance.now());
    const [mine, theirs] = [await own.load(), await published.load()];
    const ageMs = await published.ageMs();
    const readAtMs = performance.now();
    const chosen = await chooseWorld(mine, theirs, options);
    if (chosen === theirs) await own.save(replaceAll(theirs));
    else if (chosen.size > 0) await published.publish(lease.token, replaceAll(chosen));
    return began(chosen, chosen === theirs ? ageMs : undefined, readAtMs);
  }

  function began(records: Records, ageMs: number | undefined, readAtMs: number): Records {
    publishedAtMs = ageMs === undefined ? undefined : readAtMs - ageMs;
    ({ terms, save } = positionOf(records));
    loaded = true;
    return records;
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
