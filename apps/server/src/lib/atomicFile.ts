// Writes a small file atomically: after a crash at any moment the file has its previous content or the new one, never a
// part of it. Does not explain errors: the file system's errors reach the caller as they are.
import { randomBytes } from "node:crypto";
import { link, open, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

export interface AtomicWriteOptions {
  /** Permissions of the file, such as 0o600. */
  readonly mode: number;
  /** "replace" overwrites an existing file; "create" fails with EEXIST if there is one. */
  readonly existing: "replace" | "create";
}

/** Suffix of temporary files. A crash may leave one behind; the next write of the same file removes it. */
const TEMPORARY = ".writing";
const SUFFIX_BYTES = 6;

/**
 * Writes `bytes` to a temporary file in the same folder, flushes it to disk, renames it and flushes the folder. The file
 * is durable when this resolves.
 * @throws the file system's error; EEXIST with `existing: "create"` if the file exists
 */
export async function writeFileAtomic(
  path: string,
  bytes: Uint8Array,
  options: AtomicWriteOptions,
): Promise<void> {
  const folder = dirname(path);
  await removeLeftovers(path);
  const temporary = `${path}.${process.pid}-${randomBytes(SUFFIX_BYTES).toString("hex")}${TEMPORARY}`;
  try {
    const file = await open(temporary, "wx", options.mode);
    try {
      await file.writeFile(bytes);
      // The umask may have removed permissions.
      await file.chmod(options.mode);
      await file.sync();
    } finally {
      await file.close();
    }
    if (options.existing === "replace") await rename(temporary, path);
    else await link(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
  await syncFolder(folder);
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Removes temporary files of this path whose process no longer exists. */
async function removeLeftovers(path: string): Promise<void> {
  const prefix = `${basename(path)}.`;
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(prefix) || !name.endsWith(TEMPORARY)) continue;
    const pid = Number(name.slice(prefix.length).split("-")[0]);
    if (!isRunning(pid)) await rm(join(dirname(path), name), { force: true });
  }
}

/** Whether a process with that id exists, under any user. */
export function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
