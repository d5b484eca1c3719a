// The interface of ledgers, which store the world durably: records by key, changed atomically. A finished save survives a
// crash; awards are announced only after it. A ledger does not know what is in a record.

/** Key prefix of a whole world as older versions saved it; the generation follows, and the higher one is newer. */
export const WHOLE_SNAPSHOT = "snapshot:";

/** Key prefix of records that are kept beside the world and never rewritten with it: the entries of the public log. */
export const LOG_PREFIX = "log:";

export interface LedgerRecord {
  readonly key: string;
  readonly bytes: Uint8Array;
}

/** The changes of one save, applied in this order. */
export interface LedgerChanges {
  /** Drops every record first. */
  readonly clear: boolean;
  /** Keys of records to drop; missing ones are ignored. */
  readonly drops: readonly string[];
  /** Records to insert or replace. */
  readonly puts: readonly LedgerRecord[];
}

export interface Ledger {
  /** Loads every record by key; none in a new data folder. */
  load(): Promise<ReadonlyMap<string, Uint8Array>>;
  /**
   * Saves changes and resolves once all of them are on disk. Only one save may run at a time. The bytes, ideally in shared
   * memory, must not change before the promise resolves, and are not read afterwards. After a rejection they may still be
   * read, and the save may still have happened.
   */
  save(changes: LedgerChanges): Promise<void>;
  close(): Promise<void>;
}

/** The changes that replace everything in a ledger by `records`. */
export function replaceAll(records: ReadonlyMap<string, Uint8Array>): LedgerChanges {
  return { clear: true, drops: [], puts: [...records].map(([key, bytes]) => ({ key, bytes })) };
}
