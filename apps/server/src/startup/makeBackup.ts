// Makes a backup of a data folder while its server runs: the world as of its last save, the game masters, the keys, and a
// manifest with the hash of every file. A backup is complete or not there: it gets its name last.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { ADMIN_FILE } from "../admin/store/adminDatabase.ts";
import { openAdminStore } from "../admin/store/openAdminStore.ts";
import { type SqliteLedger, WORLD_FILE } from "../ledger/sqliteLedger.ts";

export const MANIFEST_FILE = "manifest.json";
/** Backups go here, below the data folder, unless another folder is named. */
export const BACKUPS_FOLDER = "backups";
/** In the data folder: which backup was verified, and when it was made. */
export const VERIFIED_FILE = "backup-verified.json";
/** The format of manifests. */
export const MANIFEST_FORMAT = 1;

export interface BackupManifest {
  readonly format: number;
  readonly atMs: number;
  /** By name: SHA-256 in hex, and bytes. */
  readonly files: Readonly<Record<string, { readonly sha256: string; readonly bytes: number }>>;
}

export interface BackupParts {
  readonly data: string;
  readonly ledger: Pick<SqliteLedger, "backUp">;
  /** The folder in which the backup gets a folder of its own. */
  readonly to: string;
  readonly nowMs: number;
}

/** Returns the backup's folder. Rejects with the file system's or the ledger's error, and leaves nothing then. */
export async function makeBackup({ data, ledger, to, nowMs }: BackupParts): Promise<string> {
  const name = `doubloon-${new Date(nowMs).toISOString().replaceAll(/[:.]/g, "-")}`;
  const partial = join(to, `.${name}.partial`);
  await mkdir(partial, { recursive: true, mode: 0o700 });
  try {
    await ledger.backUp(join(partial, WORLD_FILE));
    await backUpGameMasters(data, join(partial, ADMIN_FILE));
    for (const file of await plainFiles(data))
      await cp(join(data, file), join(partial, file), { recursive: true });
    const manifest: BackupManifest = { format: MANIFEST_FORMAT, atMs: nowMs, files: await hashes(partial) };
    await writeFile(join(partial, MANIFEST_FILE), `${JSON.stringify(manifest, undefined, 2)}\n`, {
      mode: 0o600,
    });
    const finished = join(to, name);
    await rename(partial, finished);
    return finished;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

/** When a data folder's newest verified backup was made, in Unix ms; undefined if none is noted. Never rejects. */
export async function readVerifiedAt(data: string): Promise<number | undefined> {
  try {
    const { atMs } = JSON.parse(await readFile(join(data, VERIFIED_FILE), "utf8")) as { atMs?: unknown };
    return typeof atMs === "number" ? atMs : undefined;
  } catch {
    return undefined;
  }
}

/** Hashes of all files below a folder, by their path in it. */
export async function hashes(folder: string): Promise<BackupManifest["files"]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: Record<string, { sha256: string; bytes: number }> = {};
  for (const entry of found.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    files[relative(folder, path)] = await hashOf(path);
  }
  return files;
}

/** In pieces, because the world's process makes backups: a file that is hashed at once would stop the game for as long. */
async function hashOf(path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { sha256: hash.digest("hex"), bytes };
}

async function backUpGameMasters(data: string, file: string): Promise<void> {
  if (!(await readdir(data)).includes(ADMIN_FILE)) return;
  const store = openAdminStore(data);
  try {
    await store.backUp(file);
  } finally {
    await store.close();
  }
}

/** What is neither a database, which is copied by SQLite, nor a socket, nor a backup, nor another program's: `.world.sqlite-litestream`. */
async function plainFiles(data: string): Promise<string[]> {
  const entries = await readdir(data, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() || (entry.isDirectory() && entry.name !== BACKUPS_FOLDER))
    .map(({ name }) => name)
    .filter((name) => !name.startsWith("."))
    .filter((name) => ![WORLD_FILE, ADMIN_FILE].some((database) => name.startsWith(database)))
    .filter((name) => name !== VERIFIED_FILE);
}
