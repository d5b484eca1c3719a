// The note in a data folder of when its newest verified backup was made. The server shows it as a metric, and the doctor reads it.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { VERIFIED_FILE } from "../../startup/makeBackup.ts";
import { giveTo, ownerOf } from "./owner.ts";

/** Notes the backup, unless a newer one is noted already: an old backup that is verified again makes none older. */
export async function noteVerified(data: string, folder: string, atMs: number): Promise<void> {
  const file = join(data, VERIFIED_FILE);
  const notedMs = await readVerifiedAt(file);
  if (notedMs !== undefined && notedMs > atMs) return;
  await writeFile(file, `${JSON.stringify({ folder, atMs })}\n`, { mode: 0o600 });
  // The server must be able to read what root writes.
  await giveTo(file, await ownerOf(data));
}

/** When the newest verified backup was made, in Unix ms; undefined if none is noted. */
export async function readVerifiedAt(file: string): Promise<number | undefined> {
  try {
    const { atMs } = JSON.parse(await readFile(file, "utf8")) as { atMs?: unknown };
    return typeof atMs === "number" ? atMs : undefined;
  } catch {
    return undefined;
  }
}
