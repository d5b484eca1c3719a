// Writes the note in a data folder of when its newest verified backup was made, which the metric and the doctor read.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readVerifiedAt, VERIFIED_FILE } from "../../startup/makeBackup.ts";
import { giveTo, ownerOf } from "./owner.ts";

/** Notes the backup, unless a newer one is noted already: an old backup that is verified again makes none older. */
export async function noteVerified(data: string, folder: string, atMs: number): Promise<void> {
  const file = join(data, VERIFIED_FILE);
  const notedMs = await readVerifiedAt(data);
  if (notedMs !== undefined && notedMs > atMs) return;
  await writeFile(file, `${JSON.stringify({ folder, atMs })}\n`, { mode: 0o600 });
  // The server must be able to read what root writes.
  await giveTo(file, await ownerOf(data));
}
