// The acts of game masters on hunts: who did what when. An entry is durable before its act is answered. It carries out
// nothing.
import type { AuditEntry } from "@doubloon/shared/protocol/adminHunts";
import type { LedgerRecord } from "../../../ledger/port.ts";
import { type HuntRecords, recordKey, recordsOf } from "./huntRecords.ts";

const KIND = "audit";
/** Entries that are kept; a newer one takes the record of the oldest. */
const MAX_KEPT = 1_000;
/** Entries that consoles are shown. */
const MAX_SHOWN = 100;

/** Takes an act back and says what it did; undefined if it is too late for that. */
type Undo = () => string | undefined;

export class AuditLog {
  readonly #records: HuntRecords;
  readonly #nowMs: () => number;
  /** Oldest first. */
  #entries: AuditEntry[] = [];
  #shown: readonly AuditEntry[] = [];
  /** How an undoable act is taken back, by entry; lost with the process, after which it is no longer undoable. */
  readonly #undo = new Map<number, Undo>();

  /** Acts that go on, by game master and act: when each was done last, and its entry. */
  readonly #ongoing = new Map<string, { readonly lastMs: number; readonly entry: Promise<AuditEntry> }>();

  constructor(records: HuntRecords, nowMs: () => number) {
    this.#records = records;
    this.#nowMs = nowMs;
  }

  /** Takes the entries that the ledger has. */
  load(saved: readonly LedgerRecord[]): void {
    const entries = recordsOf(saved, KIND) as AuditEntry[];
    this.#entries = entries.sort((a, b) => a.entry - b.entry).map((entry) => ({ ...entry, undoable: false }));
    this.#show();
  }

  /** The newest entries first. The same array until something has changed. */
  shown(): readonly AuditEntry[] {
    return this.#shown;
  }

  /** Adds an entry; resolves once it is on disk. */
  add(by: string, what: string, undo?: Undo): Promise<AuditEntry> {
    const last = this.#entries[this.#entries.length - 1];
    const entry: AuditEntry = {
      entry: (last?.entry ?? 0) + 1,
      atMs: Math.round(this.#nowMs()),
      by,
      what,
      undoable: undo !== undefined,
      undone: false,
    };
    if (undo !== undefined) this.#undo.set(entry.entry, undo);
    this.#entries.push(entry);
    if (this.#entries.length > MAX_KEPT) {
      const [oldest] = this.#entries.splice(0, 1);
      this.#undo.delete(oldest.entry);
    }
    return this.#write(entry);
  }

  /**
   * Adds what a game master goes on doing as one entry: the same act is added again only after a pause of more than `pauseMs`.
   * Resolves once the entry is on disk.
   */
  async addOngoing(by: string, what: string, pauseMs: number): Promise<void> {
    const nowMs = this.#nowMs();
    for (const [key, { lastMs }] of this.#ongoing) if (nowMs - lastMs > pauseMs) this.#ongoing.delete(key);
    const key = JSON.stringify([by, what]);
    const entry = this.#ongoing.get(key)?.entry ?? this.add(by, what);
    this.#ongoing.set(key, { lastMs: nowMs, entry });
    await entry;
  }

  /** Takes an act back; undefined if that is not possible. Otherwise what was done. */
  undo(number: number): string | undefined {
    const at = this.#entries.findIndex(({ entry }) => entry === number);
    const undo = this.#undo.get(number);
    if (at < 0 || undo === undefined) return undefined;
    this.#undo.delete(number);
    const done = undo();
    const entry = { ...this.#entries[at], undoable: false, undone: done !== undefined };
    this.#entries[at] = entry;
    void this.#write(entry);
    return done;
  }

  #write(entry: AuditEntry): Promise<AuditEntry> {
    this.#show();
    return new Promise((resolve) => {
      const key = recordKey(KIND, entry.entry % MAX_KEPT);
      this.#records.put(key, JSON.stringify(entry), () => resolve(entry));
    });
  }

  #show(): void {
    this.#shown = this.#entries.slice(-MAX_SHOWN).reverse();
  }
}
