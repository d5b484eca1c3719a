// Opens the console's database in the data folder: game masters and their sessions. Only the server's user can read it; it
// contains only hashes of passwords and session ids. All access blocks, so never use it on the world's thread.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { errorText } from "@doubloon/shared/errorText";
import { makePrivateDatabaseFile } from "../../lib/privateFile.ts";

export const ADMIN_FILE = "admin.db";
const SCHEMA_VERSION = 4;
/** From this version on, a game master has the right to open places only if it was granted. */
const PLACES_VERSION = 3;
/** How long SQLite waits for another process that has locked the file, in ms. */
const BUSY_TIMEOUT_MS = 1_000;
/** 64 MiB: far more than the sessions need. */
const MAX_PAGES = 16_384;

/** The accounts cannot be read or written. The message is one line for the operator. */
export class AccountsError extends Error {
  override readonly name = "AccountsError";
}

/**
 * Opens `admin.db` in `folder`.
 *
 * @param create whether to create a missing folder and file; otherwise a missing file is an error
 * @param maxPages maximum size of the file, in pages of 4 KiB
 * @throws AccountsError
 */
export function openAdminDatabase(folder: string, create: boolean, maxPages = MAX_PAGES): DatabaseSync {
  const file = join(folder, ADMIN_FILE);
  if (!create && !existsSync(file)) throw new AccountsError(`${file} is missing`);
  try {
    mkdirSync(folder, { recursive: true });
    // Created here, because SQLite gives its journal files the permissions of this file.
    makePrivateDatabaseFile(file);
  } catch (error) {
    throw new AccountsError(`cannot write ${file}: ${errorText(error)}`);
  }
  try {
    return prepare(file, maxPages);
  } catch (error) {
    if (error instanceof AccountsError) throw error;
    throw new AccountsError(`${file} is not a usable database of game masters: ${errorText(error)}`);
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
      CREATE TABLE IF NOT EXISTS placesRight (name TEXT PRIMARY KEY) STRICT;
      CREATE TABLE IF NOT EXISTS operateRight (name TEXT PRIMARY KEY) STRICT;
      ${version < PLACES_VERSION ? grantAll("placesRight") : ""}
      ${grantAll("operateRight")}
      PRAGMA user_version = ${SCHEMA_VERSION}`);
    }
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Gives a right to the game masters of a file that is older than the right. */
function grantAll(table: string): string {
  return `INSERT OR IGNORE INTO ${table} (name) SELECT name FROM gameMaster;`;
}
