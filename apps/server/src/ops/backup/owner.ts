// Who owns files of a data folder. Root may run the operator's commands too, and the server's user must be able to read what
// they write.
import { lchown, readdir, stat } from "node:fs/promises";
import { join } from "node:path";

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Rejects with the file system's error. */
export async function ownerOf(path: string): Promise<Owner> {
  const { uid, gid } = await stat(path);
  return { uid, gid };
}

/** Gives a file, or a folder with all that is in it, to an owner. Does nothing unless this is root. */
export async function giveTo(path: string, { uid, gid }: Owner): Promise<void> {
  if (process.getuid?.() !== 0) return;
  await lchown(path, uid, gid);
  if (!(await stat(path)).isDirectory()) return;
  for (const entry of await readdir(path, { recursive: true })) await lchown(join(path, entry), uid, gid);
}
