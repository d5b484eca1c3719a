// The note in a data folder of when its newest verified backup was made. The server shows it as a metric, and the doctor reads it.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { VERIFIED_FILE } from "../../startup/makeBackup.ts";
import { giveTo, ownerOf } from "./owner.ts";

/** Notes the backup, unless a newer one is noted already: an old backup that is verified again makes none older. */
export async function noteVerified(data: string, folder: string, atMs: number): Promise<void> {
  const file = join(data, VERIFIED_FILE);
  if ((await notedAt(file)) > atMs) return;
  await writeFile(file, `${JSON.stringify({ folder, atMs })}\n`, { mode: 0o600 });
  // The server must be able to read what root writes.
  await giveTo(file, await ownerOf(data));
}

async function notedAt(file: string): Promise<number> {
  try {
    const { atMs } = JSON.parse(await readFile(file, "utf8")) as { atMs?: unknown };
    return typeof atMs === "number" ? atMs : 0;
  } catch {
    return 0;
  }
}
