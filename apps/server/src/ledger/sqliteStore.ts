// The world's file: a SQLite database of records, one transaction a save. Blocks until the disk has it: to be used off
// the main thread, one process a file. Files of older versions, two rows with a whole world each, are read too; the first
// save that clears takes their place.
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { crc32 } from "node:zlib";
import { LedgerError } from "./ledgerError.ts";
import { type LedgerChanges, WHOLE_SNAPSHOT } from "./port.ts";

export class SqliteStore {
  readonly #file: string;
  readonly #database: DatabaseSync;
  /**
   * Prepared once: a statement keeps a copy of the bytes last bound to it until it is collected, and a thread that makes
   * no other garbage collects nothing.
   */
  readonly #put: StatementSync;
  readonly #drop: StatementSync;

  /** @throws LedgerError if the file can't be written, is in use, or is no database of this kind */
  constructor(file: string) {
    this.#file = file;
    this.#database = this.#trying(() => new DatabaseSync(file, { timeout: 2000 }));
    this.#trying(() => {
      // EXCLUSIVE: a second server on the same folder is refused. FULL: a save is on disk, whatever fails next.
      this.#database.exec(`
        PRAGMA locking_mode = EXCLUSIVE;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        CREATE TABLE IF NOT EXISTS record (key TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
        BEGIN IMMEDIATE; COMMIT;
      `);
    });
    this.#put = this.#trying(() =>
      this.#database.prepare("INSERT OR REPLACE INTO record (key, bytes) VALUES (?, ?)"),
    );
    this.#drop = this.#trying(() => this.#database.prepare("DELETE FROM record WHERE key = ?"));
  }

  /**
   * Every record, whole or not: whoever wrote them can tell.
   * @throws LedgerError if the file can't be read, or only worlds of an older version are in it and none of them is whole
   */
  load(): Map<string, Uint8Array<ArrayBuffer>> {
    const records = new Map<string, Uint8Array<ArrayBuffer>>();
    const rows = this.#trying(() => this.#database.prepare("SELECT key, bytes FROM record").all());
    for (const { key, bytes } of rows) {
      if (bytes instanceof Uint8Array) records.set(String(key), Uint8Array.from(bytes));
    }
    return records.size > 0 ? records : this.#loadWhole();
  }

  /** @throws LedgerError if it can't be written; then nothing of it is */
  save({ clear, drops, puts }: LedgerChanges): void {
    this.#trying(() => {
      this.#database.exec("BEGIN IMMEDIATE");
      try {
        if (clear) this.#database.exec("DELETE FROM record; DROP TABLE IF EXISTS world");
        for (const key of drops) this.#drop.run(key);
        for (const { key, bytes } of puts) this.#put.run(key, bytes);
        this.#database.exec("COMMIT");
      } catch (error) {
        if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
        throw error;
      }
    });
  }

  close(): void {
    this.#database.close();
  }

  /** Whole worlds of an older version, by generation, those that are whole. */
  #loadWhole(): Map<string, Uint8Array<ArrayBuffer>> {
    const records = new Map<string, Uint8Array<ArrayBuffer>>();
    const rows = this.#trying(() => {
      const table = this.#database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'world'").get();
      if (table === undefined) return [];
      return this.#database.prepare("SELECT generation, hash, snapshot FROM world").all();
    });
    for (const { generation, hash, snapshot } of rows) {
      if (!(snapshot instanceof Uint8Array) || crc32(snapshot) !== hash) continue;
      records.set(`${WHOLE_SNAPSHOT}${generation}`, Uint8Array.from(snapshot));
    }
    if (rows.length > 0 && records.size === 0) {
      throw new LedgerError(`${this.#file}: damaged: no saved world in it is whole`);
    }
    return records;
  }

  #trying<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw new LedgerError(`${this.#file}: ${reasonOf(error)}`);
    }
  }
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/not a database|malformed|file is encrypted/.test(message)) return "damaged: it is no database";
  if (/locked/.test(message)) return "in use by another server";
  if (/unable to open|readonly/.test(message)) return "cannot be written";
  return message.replaceAll(/\s+/g, " ");
}
