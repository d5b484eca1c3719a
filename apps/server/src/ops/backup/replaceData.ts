// Puts a backup in the place of a data folder whose server is stopped, and keeps what was there. The whole backup is copied
// before anything is moved, and moving is renaming alone.
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, rename, rm, rmdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { BACKUPS_FOLDER, MANIFEST_FILE } from "../../startup/makeBackup.ts";
import { OpsError } from "../opsTypes.ts";
import { giveTo, ownerOf } from "./owner.ts";

/** Errors of a folder whose neighbours this user may not write, or that is mounted, as in a container. */
const IN_PLACE = new Set(["EACCES", "EPERM", "EROFS", "EBUSY", "EXDEV"]);
/** Where the backup is copied to inside a data folder that cannot be renamed. */
const HALF = ".restoring";
/** What stays where it is then: the backups themselves, and what a file system keeps at its root. */
const STAYS = new Set([BACKUPS_FOLDER, HALF, "lost+found"]);

/**
 * Returns where what was there is kept; undefined if nothing was there. It is beside the data folder, or among its backups if the
 * folder cannot be renamed.
 * @throws OpsError if that place is taken, and the file system's errors
 */
export async function replaceData(backup: string, data: string): Promise<string | undefined> {
  try {
    return await renameFolder(backup, data);
  } catch (error) {
    if (!IN_PLACE.has((error as NodeJS.ErrnoException).code ?? "") || !existsSync(data)) throw error;
    return await exchangeContents(backup, data);
  }
}

async function renameFolder(backup: string, data: string): Promise<string | undefined> {
  const [half, aside] = [`${data}.restoring`, `${data}.before-${basename(backup)}`];
  const isThere = existsSync(data);
  if (isThere) refuseTaken(aside);
  try {
    await copyBackup(backup, half, isThere ? data : backup);
    if (isThere) await rename(data, aside);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    throw error;
  }
  await rename(half, data);
  return isThere ? aside : undefined;
}

/** As `replaceData`, for a data folder that stays where it is. */
export async function exchangeContents(backup: string, data: string): Promise<string> {
  const [half, aside] = [join(data, HALF), join(data, BACKUPS_FOLDER, `before-${basename(backup)}`)];
  refuseTaken(aside);
  await copyBackup(backup, half, data);
  await mkdir(aside, { recursive: true, mode: 0o700 });
  await giveTo(join(data, BACKUPS_FOLDER), await ownerOf(data));
  for (const name of await readdir(data))
    if (!STAYS.has(name)) await rename(join(data, name), join(aside, name));
  for (const name of await readdir(half)) await rename(join(half, name), join(data, name));
  await rmdir(half);
  return aside;
}

/** Copies a backup without its manifest, for the owner of `like`. */
async function copyBackup(backup: string, to: string, like: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await mkdir(dirname(to), { recursive: true });
  await cp(backup, to, { recursive: true });
  await rm(join(to, MANIFEST_FILE));
  await giveTo(to, await ownerOf(like));
}

function refuseTaken(aside: string): void {
  if (existsSync(aside)) throw new OpsError(`${aside} exists already: move it away first`);
}
