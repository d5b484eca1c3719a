// Where the world is kept: records by key, changed all at once or not at all. What has been saved survives a crash;
// nothing is told to a player as theirs before. It knows nothing of what is in a record.

/** Key of a whole world as older versions saved it: this and its generation. The higher one is the newer. */
export const WHOLE_SNAPSHOT = "snapshot:";

export interface LedgerRecord {
  readonly key: string;
  readonly bytes: Uint8Array;
}

/** What one save changes, in this order. */
export interface LedgerChanges {
  /** Drops every record first. */
  readonly clear: boolean;
  /** Keys of records to drop; those that are not there are passed over. */
  readonly drops: readonly string[];
  /** Records that are new or take the place of the one with their key. */
  readonly puts: readonly LedgerRecord[];
}

export interface Ledger {
  /** Every record by key; none in a fresh data folder. */
  load(): Promise<ReadonlyMap<string, Uint8Array>>;
  /**
   * Saves changes; resolves once all of them are on disk. One save at a time. Their bytes, best in shared memory, must not
   * change before the promise resolves, and are not used after; after a rejection they may still be read. A save that was
   * rejected may all the same have been made.
   */
  save(changes: LedgerChanges): Promise<void>;
  close(): Promise<void>;
}
