// The results of the newest hunts that are over, saved with the step that ended them. Places are in them: nothing of a hunt
// that is over is secret. In memory they are compressed, since 200 hunts of some thousand hunters are rarely read and many megabytes.
import { zstdCompress, zstdDecompressSync } from "node:zlib";
import type { Hunt } from "@doubloon/engine/hunts/hunt";
import { huntResults } from "@doubloon/engine/hunts/huntResults";
import type { World } from "@doubloon/engine/world";
import type { AdminHunt, HuntResults } from "@doubloon/shared/protocol/adminHunts";
import type { LedgerRecord } from "../../../ledger/port.ts";
import { type HuntRecords, recordKey, recordsOf } from "./huntRecords.ts";
import { placesOf } from "./placesOf.ts";

/** The kind of its records. */
export const RESULT_KIND = "result";
/** Hunts whose results are kept; a newer one takes the record of the oldest. */
export const MAX_RESULTS = 200;

/** A hunt that is over, as it is kept. */
export interface ArchivedHunt {
  readonly results: HuntResults;
  readonly listed: AdminHunt;
}

interface Kept {
  readonly listed: AdminHunt;
  /** JSON of an ArchivedHunt: text until it is compressed, which takes a thread some milliseconds. */
  json: string | Buffer;
}

export class HuntArchive {
  readonly #records: HuntRecords;
  /** By number, the oldest first. */
  readonly #kept = new Map<number, Kept>();
  /** The results that were read last: a gateway asks for long ones page by page. */
  #read: HuntResults | undefined;

  constructor(records: HuntRecords) {
    this.#records = records;
  }

  /** Takes the results that the ledger has. */
  load(saved: readonly LedgerRecord[]): void {
    const all = recordsOf(saved, RESULT_KIND) as ArchivedHunt[];
    for (const hunt of all.sort((a, b) => a.results.hunt - b.results.hunt))
      this.#keep(hunt, JSON.stringify(hunt));
  }

  /** Keeps a hunt; it can be read once it is on disk. */
  add(hunt: ArchivedHunt): void {
    const text = JSON.stringify(hunt);
    this.#records.put(recordKey(RESULT_KIND, hunt.results.hunt % MAX_RESULTS), text, () =>
      this.#keep(hunt, text),
    );
  }

  /** The results of a hunt; undefined if it is not kept. */
  results(number: number): HuntResults | undefined {
    const kept = this.#kept.get(number);
    if (kept === undefined) return undefined;
    if (this.#read?.hunt !== number) {
      const text = typeof kept.json === "string" ? kept.json : zstdDecompressSync(kept.json).toString();
      this.#read = (JSON.parse(text) as ArchivedHunt).results;
    }
    return this.#read;
  }

  /** Oldest first. */
  listed(): AdminHunt[] {
    return Array.from(this.#kept.values(), ({ listed }) => listed);
  }

  #keep({ results: { hunt: number }, listed }: ArchivedHunt, text: string): void {
    this.#kept.delete(number - MAX_RESULTS);
    const kept: Kept = { listed, json: text };
    this.#kept.set(number, kept);
    zstdCompress(text, (error, packed) => {
      if (error === null) kept.json = packed;
    });
  }
}

/** When a cache was found, in Unix ms. */
export type FoundAt = (cache: number) => number | undefined;

/** The results of a hunt that is over or cancelled. Caches of a hunt without a plan are none. */
export function resultsOf(
  world: World,
  hunt: Hunt,
  times: { readonly startsAt: number; readonly endsAt: number },
  foundAt: FoundAt,
): HuntResults {
  const finders = new Map(hunt.found.map(({ cache, accounts }) => [cache, accounts]));
  return {
    hunt: hunt.resolved.number,
    title: hunt.resolved.title,
    ...times,
    rows: huntResults(world, hunt),
    caches: placesOf(hunt).map((place) => {
      const { index } = place;
      const foundAtMs = foundAt(index);
      const by = finders.get(index)?.flatMap((row) => {
        const name = nameOf(world, row);
        return name === "" ? [] : [name];
      });
      return {
        ...place,
        ...(foundAtMs === undefined ? {} : { foundAtMs }),
        ...(by === undefined ? {} : { by }),
      };
    }),
  };
}

function nameOf({ accounts }: World, row: number): string {
  return row < accounts.high ? accounts.nameOf(row) : "";
}
