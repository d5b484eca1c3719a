// Restricts database files to the server's own user, whatever the umask; also files that an older version left readable
// by others. Opens no existing file.
import { chmodSync, closeSync, existsSync, openSync } from "node:fs";

/** Read and write for the owner only. */
const PRIVATE = 0o600;
/** Files that SQLite keeps beside a database; it creates them with the permissions of the database. */
const COMPANIONS = ["-wal", "-shm", "-journal"];

/**
 * Creates the database file if it is missing, and removes all other users' permissions from it and from SQLite's files
 * beside it.
 * @throws the file system's error if the file cannot be created or belongs to another user
 */
export function makePrivateDatabaseFile(file: string): void {
  // An existing file is never opened: closing it would release the locks of this process's other connections.
  if (!existsSync(file)) closeSync(openSync(file, "a", PRIVATE));
  chmodSync(file, PRIVATE);
  for (const companion of COMPANIONS) {
    try {
      chmodSync(`${file}${companion}`, PRIVATE);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
}
