// The world's file: a SQLite database with two rows that take turns, so that the former world stays whole while the
// next is written. Blocks until the disk has it: to be used off the main thread, one process a file.
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { crc32 } from "node:zlib";
import { LedgerError } from "./ledgerError.ts";

export class SqliteStore {
  readonly #file: string;
  readonly #database: DatabaseSync;
  /**
   * Prepared once: a statement keeps a copy of the bytes last bound to it until it is collected, and a thread that makes
   * no other garbage collects nothing.
   */
  readonly #insert: StatementSync;
  #generation: number;

  /** @throws LedgerError if the file can't be written, is in use, or is no database of this kind */
  constructor(file: string) {
    this.#file = file;
    this.#database = this.#trying(() => new DatabaseSync(file, { timeout: 2000 }));
    this.#generation = this.#trying(() => {
      // EXCLUSIVE: a second server on the same folder is refused. FULL: a save is on disk, whatever fails next.
      this.#database.exec(`
        PRAGMA locking_mode = EXCLUSIVE;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        CREATE TABLE IF NOT EXISTS world (
          place INTEGER PRIMARY KEY CHECK (place IN (0, 1)),
          generation INTEGER NOT NULL,
          hash INTEGER NOT NULL,
          snapshot BLOB NOT NULL
        ) STRICT;
        BEGIN IMMEDIATE; COMMIT;
      `);
      return this.#newestGeneration();
    });
    this.#insert = this.#trying(() =>
      this.#database.prepare(
        "INSERT OR REPLACE INTO world (place, generation, hash, snapshot) VALUES (?, ?, ?, ?)",
      ),
    );
  }

  /**
   * The newest world that is whole; undefined if none was ever saved.
   * @throws LedgerError if worlds were saved and none of them is whole
   */
  load(): Uint8Array<ArrayBuffer> | undefined {
    const rows = this.#trying(() =>
      this.#database.prepare("SELECT hash, snapshot FROM world ORDER BY generation DESC").all(),
    );
    for (const { hash, snapshot } of rows) {
      if (snapshot instanceof Uint8Array && crc32(snapshot) === hash) return Uint8Array.from(snapshot);
    }
    if (rows.length === 0) return undefined;
    throw new LedgerError(`${this.#file}: damaged: no saved world in it is whole`);
  }

  /** @throws LedgerError if it can't be written */
  save(snapshot: Uint8Array): void {
    const generation = this.#generation + 1;
    this.#trying(() => this.#insert.run(generation % 2, generation, crc32(snapshot), snapshot));
    this.#generation = generation;
  }

  close(): void {
    this.#database.close();
  }

  #newestGeneration(): number {
    const { newest } = this.#database.prepare("SELECT max(generation) AS newest FROM world").get() ?? {};
    return Number(newest ?? 0);
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
