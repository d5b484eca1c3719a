// The console's file in the data folder: game masters and their sessions. Readable by the server's user alone; holds
// only hashes of passwords and of session ids. Opening and using it blocks: never do either on the world's thread.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { makePrivateDatabaseFile } from "../../lib/privateFile.ts";

export const ADMIN_FILE = "admin.db";
const SCHEMA_VERSION = 2;
/** How long SQLite waits for another process that holds the file, in ms; a request to the console waits no longer. */
const BUSY_TIMEOUT_MS = 1_000;
/** 64 MiB: far more than the sessions that are kept need. */
const MAX_PAGES = 16_384;

/** The accounts cannot be kept or read. The message is one line for the operator. */
export class AccountsError extends Error {
  override readonly name = "AccountsError";
}

/**
 * Opens `admin.db` in `folder`.
 *
 * @param maxPages what the file may grow to, in pages of 4 KiB
 * @param create whether to make both if they are not there; otherwise a missing file is an error
 * @throws AccountsError
 */
export function openAdminDatabase(folder: string, create: boolean, maxPages = MAX_PAGES): DatabaseSync {
  const file = join(folder, ADMIN_FILE);
  if (!create && !existsSync(file)) throw new AccountsError(`${file} is missing`);
  try {
    mkdirSync(folder, { recursive: true });
    // Made here and not by SQLite, because its journal files take over the rights of this one.
    makePrivateDatabaseFile(file);
  } catch (error) {
    throw new AccountsError(`cannot write ${file}: ${textOf(error)}`);
  }
  try {
    return prepare(file, maxPages);
  } catch (error) {
    if (error instanceof AccountsError) throw error;
    throw new AccountsError(`${file} is not a usable file of game masters: ${textOf(error)}`);
  }
}

function prepare(file: string, maxPages: number): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    database.exec(
      `PRAGMA max_page_count = ${maxPages}; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL`,
    );
    const { version } = database.prepare("SELECT user_version AS version FROM pragma_user_version").get() as {
      version: number;
    };
    if (version > SCHEMA_VERSION) {
      throw new AccountsError(
        `${file} was written by a newer server (its version ${version}, expected ${SCHEMA_VERSION})`,
      );
    }
    if (version < SCHEMA_VERSION) {
      database.exec(`
      CREATE TABLE IF NOT EXISTS gameMaster (name TEXT PRIMARY KEY, password TEXT NOT NULL) STRICT;
      CREATE TABLE IF NOT EXISTS session (
        idHash BLOB PRIMARY KEY, name TEXT NOT NULL, openedAtMs INTEGER NOT NULL, seenAtMs INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE IF NOT EXISTS secret (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
      PRAGMA user_version = ${SCHEMA_VERSION}`);
    }
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
