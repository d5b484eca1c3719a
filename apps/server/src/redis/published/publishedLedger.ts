// A ledger whose newest world is in Redis too, so that a standby on another machine can go on with it. A save that could
// not be published is a save that failed. Which world goes on, its own or the published one, is decided by what has grown
// out of what (worldTerms.ts); what would be lost by that is kept beside.
import { savedHead } from "@doubloon/engine/saved/baseRecord";
import type { Ledger, LedgerChanges } from "../../ledger/port.ts";
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

/** How soon a world that could not be published anew is tried again, in ms. */
const RETRY_MS = 500;

export interface PublishedLedgerOptions {
  /** This machine's ledger; it is not closed with this one. */
  readonly own: Ledger;
  readonly published: PublishedRecords;
  readonly lease: WorldLease;
  /** Keeps a world beside the one that goes on; answers where. */
  readonly keep: (position: Position, records: Records, goesOn: string) => Promise<string>;
  /** One line for the operator. */
  readonly note: (line: string) => void;
}

export interface PublishedLedger extends Ledger {
  /** The lease's changes are no longer followed. */
  close(): Promise<void>;
}

export function makePublishedLedger(options: PublishedLedgerOptions): PublishedLedger {
  const { own, published, lease, keep, note } = options;
  let terms: readonly Term[] = [];
  let save = 0;
  let loaded = false;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;
  let work: Promise<unknown> = Promise.resolve();

  /** One task after the other, whatever becomes of them. */
  function next<T>(task: () => Promise<T>): Promise<T> {
    const done = work.then(task, task);
    work = done.catch(() => undefined);
    return done;
  }

  async function everything(): Promise<LedgerChanges> {
    return { clear: true, drops: [], puts: putsOf(await own.load()) };
  }

  async function load(): Promise<Records> {
    const [mine, theirs] = [await own.load(), await published.load()];
    const chosen = await choose(mine, theirs);
    if (chosen === theirs) await own.save({ clear: true, drops: [], puts: putsOf(theirs) });
    else if (chosen.size > 0)
      await published.publish(lease.token, { clear: true, drops: [], puts: putsOf(chosen) });
    ({ terms, save } = positionOf(chosen));
    loaded = true;
    return chosen;
  }

  async function choose(mine: Records, theirs: Records): Promise<Records> {
    if (theirs.size === 0) return mine;
    if (mine.size === 0) return theirs;
    const [here, there] = [positionOf(mine), positionOf(theirs)];
    const { winner, keep: keepOther, why } = decide(here, there);
    const [goesOn, other, otherRecords] = winner === "own" ? [here, there, theirs] : [there, here, mine];
    const where = keepOther ? await keep(other, otherRecords, goesOn.lineage) : undefined;
    if (where !== undefined || winner === "own") {
      const fate = where === undefined ? "" : `; the other one is kept in ${where}`;
      note(`the ${winner} world goes on at save ${goesOn.save}: ${why} (save ${other.save})${fate}`);
    }
    return winner === "own" ? mine : theirs;
  }

  async function saveAndPublish(changes: LedgerChanges): Promise<void> {
    const nextTerms = withTerm(terms, lease.token, save);
    const told = nextTerms !== terms || changes.clear;
    const record = { key: TERMS_KEY, bytes: writeTerms(nextTerms) };
    const all: LedgerChanges = told ? { ...changes, puts: [...changes.puts, record] } : changes;
    await own.save(all);
    terms = nextTerms;
    save = savedHead(new Map(changes.puts.map(({ key, bytes }) => [key, bytes])))?.save ?? save;
    const changesSuffice = all.clear || published.current;
    if (changesSuffice && (await published.publish(lease.token, all))) return;
    await published.publish(lease.token, await everything());
  }

  /** A Redis that has lost its data, or has come back from an old file, gets what this machine has on disk. */
  async function publishAnew(): Promise<void> {
    if (closed || !loaded || lease.state !== "held" || (await published.holds())) return;
    await published.publish(lease.token, await everything());
    note(`the world is published anew at save ${save}: Redis had lost it or had an older one`);
  }

  function publishSoon(): void {
    clearTimeout(retry);
    next(publishAnew).catch(() => {
      // The lease is being taken again, or Redis is gone once more.
      if (!closed && lease.state === "held") retry = setTimeout(publishSoon, RETRY_MS).unref();
    });
  }

  const stops = [
    published.onBack(publishSoon),
    lease.onState((state) => {
      if (state === "held") publishSoon();
    }),
  ];

  return {
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

function putsOf(records: Records): LedgerChanges["puts"] {
  return [...records].map(([key, bytes]) => ({ key, bytes }));
}

function positionOf(records: Records): Position {
  const { lineage = "", save = 0 } = savedHead(records) ?? {};
  return { lineage, save, terms: readTerms(records.get(TERMS_KEY)) };
}
