// Files that only the server's own user may read, whatever the umask, also those that an older version left readable.
import { chmodSync, closeSync, existsSync, openSync } from "node:fs";

/** Owner reads and writes. */
const PRIVATE = 0o600;
/** What SQLite keeps beside a database; it gives new ones the permissions of the database. */
const COMPANIONS = ["-wal", "-shm", "-journal"];

/**
 * Makes the file of a database if there is none, and takes everybody else's permissions away from it and from what SQLite
 * keeps beside it.
 * @throws the error of the file system if the file cannot be made or is somebody else's
 */
export function makePrivateDatabaseFile(file: string): void {
  // One that is there is never opened: closing it would drop the locks that this process's other connections have on it.
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
