// The console's file in the data folder: game masters and their sign-ins. Readable by the server's user alone; holds
// only hashes of passwords and of session ids. Small and rarely written, so it is used on the main thread.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { makePrivateDatabaseFile } from "../lib/privateFile.ts";

export const ADMIN_FILE = "admin.db";
const SCHEMA_VERSION = 1;

/** The accounts cannot be kept or read. The message is one line for the person who starts the server. */
export class AccountsError extends Error {
  override readonly name = "AccountsError";
}

/** Opens `admin.db` in `folder`, making both if need be. Throws AccountsError. */
export function openAdminDatabase(folder: string): DatabaseSync {
  const file = join(folder, ADMIN_FILE);
  try {
    mkdirSync(folder, { recursive: true });
    // Made here and not by SQLite, because its journal files take over the rights of this one.
    makePrivateDatabaseFile(file);
  } catch (error) {
    throw new AccountsError(`cannot write ${file}: ${textOf(error)}`);
  }
  try {
    return prepare(new DatabaseSync(file), file);
  } catch (error) {
    if (error instanceof AccountsError) throw error;
    throw new AccountsError(`${file} is not a readable file of game masters: ${textOf(error)}`);
  }
}

function prepare(database: DatabaseSync, file: string): DatabaseSync {
  // The wait comes first: gateways that start together open the file together.
  database.exec("PRAGMA busy_timeout = 2000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
  const { version } = database.prepare("SELECT user_version AS version FROM pragma_user_version").get() as {
    version: number;
  };
  if (version > SCHEMA_VERSION) {
    throw new AccountsError(
      `${file} was written by a newer server (its version ${version}, expected ${SCHEMA_VERSION})`,
    );
  }
  database.exec(`
    CREATE TABLE IF NOT EXISTS gameMaster (name TEXT PRIMARY KEY, password TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS session (
      idHash BLOB PRIMARY KEY, name TEXT NOT NULL, openedAtMs INTEGER NOT NULL, seenAtMs INTEGER NOT NULL
    ) STRICT;
    PRAGMA user_version = ${SCHEMA_VERSION}`);
  return database;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
