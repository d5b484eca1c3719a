// What hunts keep in the ledger beside the world: JSON records that are written in the transaction of the next save. A
// record is staged until a save that contains it is on disk. It knows nothing of what a record says.
import { type LedgerRecord, LOG_PREFIX } from "../../../ledger/port.ts";
import type { SavedLog } from "../../saving/savedLog.ts";

interface Staged {
  readonly bytes: Uint8Array;
  readonly onDurable: (() => void) | undefined;
}

export class HuntRecords implements SavedLog {
  readonly #onStaged: () => void;
  /** By key, in the order in which they were staged. */
  readonly #staged = new Map<string, Staged[]>();

  /** @param onStaged called for each record: a save is due */
  constructor(onStaged: () => void) {
    this.#onStaged = onStaged;
  }

  /** Stages a record; a newer one of the same key replaces it. `onDurable` is called once it, or a newer one, is on disk. */
  put(key: string, json: string, onDurable?: () => void): void {
    const waiting = this.#staged.get(key) ?? [];
    waiting.push({ bytes: Buffer.from(json), onDurable });
    this.#staged.set(key, waiting);
    this.#onStaged();
  }

  prepare(): readonly LedgerRecord[] {
    return [...this.#staged].map(([key, waiting]) => ({
      key: LOG_PREFIX + key,
      bytes: waiting[waiting.length - 1].bytes,
    }));
  }

  durable(records: readonly LedgerRecord[]): void {
    for (const { key: prefixed, bytes } of records) {
      const key = prefixed.slice(LOG_PREFIX.length);
      const waiting = this.#staged.get(key) ?? [];
      const saved = waiting.findIndex((staged) => staged.bytes === bytes);
      const done = waiting.splice(0, saved + 1);
      if (waiting.length === 0) this.#staged.delete(key);
      for (const { onDurable } of done) onDurable?.();
    }
  }

  failed(): void {
    // Everything stays staged, and is in the next `prepare`.
  }
}

/**
 * The values of saved records whose keys begin with `kind` and a colon, in the order of their keys.
 * @throws SyntaxError if a record is not JSON
 */
export function recordsOf(records: readonly LedgerRecord[], kind: string): unknown[] {
  return [...eachRecord(records, kind)];
}

/** The same, each value made when it is asked for: of a long log not all of them fit into memory at once. */
export function* eachRecord(records: readonly LedgerRecord[], kind: string): Generator<unknown> {
  const prefix = `${LOG_PREFIX}${kind}:`;
  const ofKind = records.filter(({ key }) => key.startsWith(prefix)).sort((a, b) => (a.key < b.key ? -1 : 1));
  for (const { bytes } of ofKind) {
    yield JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString()) as unknown;
  }
}

/** A key of a kind of records whose order is that of their numbers. */
export function recordKey(kind: string, number: number): string {
  return `${kind}:${String(number).padStart(10, "0")}`;
}
