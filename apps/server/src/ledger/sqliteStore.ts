// The world's file: a SQLite database of records, one transaction per save. It blocks until the data is on disk, so it runs
// off the main thread. Only one server may use a file; a lock file beside it says so, and other programs may read it. Files of older versions, two rows with a whole world each, can
// be read too; the first save with `clear` replaces them.
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { crc32 } from "node:zlib";
import { errorText } from "@doubloon/shared/errorText";
import { makePrivateDatabaseFile } from "../lib/privateFile.ts";
import { LedgerError } from "./ledgerError.ts";
import { type LedgerChanges, WHOLE_SNAPSHOT } from "./port.ts";

/** How long another program, such as one that replicates the file, may keep a save waiting, in ms. */
const BUSY_MS = 2_000;
/** Ends the name of the lock file: an empty database whose lock the operating system releases when the server ends. */
const LOCK = ".lock";

export class SqliteStore {
  readonly #file: string;
  readonly #lock: DatabaseSync;
  readonly #database: DatabaseSync;
  /**
   * Prepared once: a statement keeps a copy of the bytes last bound to it until it is garbage-collected, and a thread that
   * allocates nothing else never collects garbage.
   */
  readonly #put: StatementSync;
  readonly #drop: StatementSync;

  /** @throws LedgerError if the file cannot be written, is in use, or is not such a database */
  constructor(file: string) {
    this.#file = file;
    this.#lock = this.#trying(() => takeLock(`${file}${LOCK}`));
    try {
      this.#database = this.#trying(() => openDatabase(file));
      this.#put = this.#trying(() =>
        this.#database.prepare("INSERT OR REPLACE INTO record (key, bytes) VALUES (?, ?)"),
      );
      this.#drop = this.#trying(() => this.#database.prepare("DELETE FROM record WHERE key = ?"));
    } catch (error) {
      this.#lock.close();
      throw error;
    }
  }

  /**
   * Loads every record, intact or not: the reader checks them.
   * @throws LedgerError if the file cannot be read, or contains only worlds of an older version, none of them intact
   */
  load(): Map<string, Uint8Array<ArrayBuffer>> {
    const records = new Map<string, Uint8Array<ArrayBuffer>>();
    const rows = this.#trying(() => this.#database.prepare("SELECT key, bytes FROM record").all());
    for (const { key, bytes } of rows) {
      if (bytes instanceof Uint8Array) records.set(String(key), Uint8Array.from(bytes));
    }
    return records.size > 0 ? records : this.#loadWhole();
  }

  /** @throws LedgerError if the save fails; nothing is changed then */
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

  /**
   * Writes a copy of the last save to a file that is empty or does not exist.
   * @throws LedgerError if that fails
   */
  backUp(file: string): void {
    this.#trying(() => this.#database.prepare("VACUUM INTO ?").run(file));
  }

  close(): void {
    this.#database.close();
    this.#lock.close();
  }

  /** The intact whole worlds of an older version, by generation. */
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
      throw new LedgerError(`${this.#file}: damaged: it contains no intact world`);
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

function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: BUSY_MS });
  // FULL: a finished save survives a power failure.
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE IF NOT EXISTS record (key TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
    BEGIN IMMEDIATE; COMMIT;
  `);
  return database;
}

/** Takes a lock that lasts until the connection is closed or the process ends. Throws if another server has it. */
function takeLock(file: string): DatabaseSync {
  makePrivateDatabaseFile(file);
  const lock = new DatabaseSync(file, { timeout: BUSY_MS });
  try {
    lock.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
    return lock;
  } catch (error) {
    lock.close();
    throw error;
  }
}

function reasonOf(error: unknown): string {
  const message = errorText(error);
  if (/not a database|malformed|file is encrypted/.test(message)) return "damaged: not a database";
  if (/locked/.test(message)) return "in use by another server";
  if (/unable to open|readonly/.test(message)) return "cannot be written";
  return message.replaceAll(/\s+/g, " ");
}
