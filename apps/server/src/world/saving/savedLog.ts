// What the saver asks of a log whose entries must become durable with the world: an entry and the facts it tells of are
// written in one transaction, or neither is. It knows nothing of what an entry says.
import { type LedgerRecord, LOG_PREFIX } from "../../ledger/port.ts";

export interface SavedLog {
  /**
   * Returns the records to write in the transaction of the save that is being taken, with keys that begin with LOG_PREFIX.
   * It is called in the turn in which the world is taken, so an entry about a fact of the last step is saved with that step.
   */
  prepare(): readonly LedgerRecord[];
  /** These records are on disk. */
  durable(records: readonly LedgerRecord[]): void;
  /** The save has failed, though it may still be on disk: the next `prepare` returns these records again. */
  failed(records: readonly LedgerRecord[]): void;
}

/** Returns the log's records of a ledger, which a save that replaces everything must write again. */
export function logRecords(records: ReadonlyMap<string, Uint8Array>): LedgerRecord[] {
  return [...records].flatMap(([key, bytes]) => (key.startsWith(LOG_PREFIX) ? [{ key, bytes }] : []));
}
