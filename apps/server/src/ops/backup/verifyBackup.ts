// Verifies a backup: every file's hash, the databases' own checks, and that a world can be played from it. Works on a copy
// in a scratch folder and changes nothing else.
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { errorText } from "@doubloon/shared/errorText";
import type { LogEntry } from "@doubloon/shared/fair/log";
import { verifyLog } from "@doubloon/shared/fair/verify/verifyLog";
import { z } from "zod";
import { ADMIN_FILE } from "../../admin/store/adminDatabase.ts";
import { openAdminStore } from "../../admin/store/openAdminStore.ts";
import { readWorldFile } from "../../ledger/readWorldFile.ts";
import { WORLD_FILE } from "../../ledger/sqliteLedger.ts";
import type { Content } from "../../startup/content.ts";
import { type BackupManifest, hashes, MANIFEST_FILE, MANIFEST_FORMAT } from "../../startup/makeBackup.ts";
import { type ArchivedHunt, RESULT_KIND } from "../../world/hunts/records/huntArchive.ts";
import { recordsOf } from "../../world/hunts/records/huntRecords.ts";
import { ENTRY_KIND } from "../../world/hunts/records/publicLog.ts";
import { openSavedWorld } from "../../world/saving/openSavedWorld.ts";
import { OpsError } from "../opsTypes.ts";
import { resultProblems } from "./resultProblems.ts";

export interface BackupReport {
  readonly atMs: number;
  readonly players: number;
  readonly hunts: number;
  /** What is wrong, one line each; none for a good backup. */
  readonly problems: readonly string[];
}

const manifestShape = z.object({
  format: z.literal(MANIFEST_FORMAT),
  atMs: z.number(),
  files: z.record(z.string(), z.object({ sha256: z.string(), bytes: z.number() })),
}) satisfies z.ZodType<BackupManifest>;

/** @throws OpsError if the folder is no backup at all, and the file system's errors */
export async function verifyBackup(folder: string, content: Content, seed: number): Promise<BackupReport> {
  const manifest = await readManifest(join(folder, MANIFEST_FILE));
  const problems = await fileProblems(folder, manifest);
  const scratch = await makeScratch(folder);
  try {
    await cp(folder, scratch, { recursive: true });
    const world =
      problems.length > 0 ? undefined : checkWorldFile(join(scratch, WORLD_FILE), content, seed, problems);
    if (ADMIN_FILE in manifest.files) await checkGameMasters(scratch, problems);
    return { atMs: manifest.atMs, players: world?.players ?? 0, hunts: world?.hunts ?? 0, problems };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function readManifest(file: string): Promise<BackupManifest> {
  const text = await readFile(file, "utf8");
  try {
    return manifestShape.parse(JSON.parse(text));
  } catch {
    throw new OpsError(`${file} is malformed, expected a manifest of format ${MANIFEST_FORMAT}`, 1);
  }
}

/** Beside the backup, where there is room for a second one: a container's /tmp is small. Elsewhere if that cannot be written. */
function makeScratch(folder: string): Promise<string> {
  return mkdtemp(join(dirname(folder), ".doubloon-verify-")).catch(() =>
    mkdtemp(join(tmpdir(), "doubloon-verify-")),
  );
}

async function fileProblems(folder: string, { files }: BackupManifest): Promise<string[]> {
  const found = await hashes(folder);
  const problems: string[] = [];
  for (const [name, { sha256 }] of Object.entries(files)) {
    const file = found[name];
    if (file === undefined) problems.push(`${name} is missing`);
    else if (file.sha256 !== sha256) problems.push(`${name} has the hash ${file.sha256}, expected ${sha256}`);
  }
  if (!(WORLD_FILE in files)) problems.push(`${WORLD_FILE} is not in the manifest`);
  return problems;
}

/**
 * Opens the world and checks the game's invariants: scores add up to what was won, the log gives no cache twice, and the
 * results of hunts are those that were published.
 */
function checkWorldFile(
  file: string,
  { map, loot }: Content,
  seed: number,
  problems: string[],
): { readonly players: number; readonly hunts: number } | undefined {
  try {
    const records = readWorldFile(file);
    const opened = openSavedWorld(records, { map: map.world, loot, seed }, "");
    problems.push(...opened.notes);
    const entries = recordsOf(opened.log, ENTRY_KIND);
    const verdict = verifyLog({ format: 1, entries });
    if (verdict.ok) {
      const archived = recordsOf(opened.log, RESULT_KIND) as ArchivedHunt[];
      problems.push(...resultProblems(entries as LogEntry[], archived));
    } else problems.push(`the public log, ${verdict.at}: ${verdict.reason}`);
    return { players: opened.world.accounts.count, hunts: verdict.ok ? verdict.hunts.length : 0 };
  } catch (error) {
    problems.push(errorText(error));
    return undefined;
  }
}

async function checkGameMasters(folder: string, problems: string[]): Promise<void> {
  const store = openAdminStore(folder);
  try {
    if ((await store.masters()).length === 0) problems.push(`${ADMIN_FILE} has no game master`);
  } catch (error) {
    problems.push(errorText(error));
  } finally {
    await store.close();
  }
}
