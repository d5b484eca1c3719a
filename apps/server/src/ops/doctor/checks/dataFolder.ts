// The data folder: there, the server's own, closed to others, with room, and its world's age of the last verified backup.
// Reads names, modes and one small file; opens no database.
import { stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import { WORLD_FILE } from "../../../ledger/sqliteLedger.ts";
import { readVerifiedAt } from "../../../startup/makeBackup.ts";
import { shellWord } from "../../../startup/shellWord.ts";
import { type Finding, reasonOf } from "../finding.ts";

const OTHERS = 0o077;
const MEBIBYTE = 2 ** 20;
/** Free space in MiB: a world's file is rewritten whole, and each backup is a copy. */
const FREE_MIB = { warning: 2_048, problem: 256 };
const HOUR_MS = 3_600_000;
/** The alert's limit: a day, and two hours for a slow night. */
const BACKUP_HOURS = 26;

export interface DataFolderParts {
  readonly data: string;
  /** The user that runs the doctor; 0 and undefined may read everything. */
  readonly uid: number | undefined;
  readonly nowMs: number;
}

export async function checkDataFolder({ data, uid, nowMs }: DataFolderParts): Promise<Finding[]> {
  const folder = await stat(data).catch((error: NodeJS.ErrnoException) => error);
  if (folder instanceof Error || !folder.isDirectory()) {
    const missing = folder instanceof Error && folder.code === "ENOENT";
    return [
      {
        check: "data folder",
        result: missing ? "warning" : "problem",
        found: `${data} ${missing ? "does not exist" : folder instanceof Error ? reasonOf(folder) : "is no folder"}`,
        expected: "the folder that the server uses",
        advice: "Name the server's folder with --data. The first start of a new server creates it.",
      },
    ];
  }
  const findings = [access("data folder", data, folder, uid), await freeSpace(data)];
  const file = join(data, WORLD_FILE);
  const world = await stat(file).catch(() => undefined);
  if (world !== undefined) {
    findings.push(access("world file", file, world, uid), await backupAge(data, world.birthtimeMs, nowMs));
  }
  return findings;
}

function access(
  check: string,
  path: string,
  { uid, mode }: { uid: number; mode: number },
  own: number | undefined,
): Finding {
  const open = (mode & OTHERS) !== 0;
  const foreign = own !== undefined && own !== 0 && uid !== own;
  const modeText = (mode & 0o777).toString(8).padStart(3, "0");
  return {
    check,
    result: open || foreign ? "problem" : "ok",
    found: `${path} belongs to user ${uid} with mode ${modeText}`,
    expected: foreign ? `user ${own}, who runs the doctor` : "nobody but the owner may read or enter",
    advice: foreign
      ? "Run server and doctor as the same user; chown -R the folder to that user."
      : `chmod go= ${shellWord(path)}: it holds keys, and where treasure lies.`,
  };
}

async function freeSpace(data: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(data);
  return gradeFreeSpace((bavail * bsize) / MEBIBYTE);
}

export function gradeFreeSpace(mib: number): Finding {
  return {
    check: "free space",
    result: mib < FREE_MIB.problem ? "problem" : mib < FREE_MIB.warning ? "warning" : "ok",
    found: `${Math.floor(mib)} MiB are free`,
    expected: `at least ${FREE_MIB.warning} MiB`,
    advice: "Remove old backups from the data folder, or keep them on another disk with --to.",
  };
}

async function backupAge(data: string, bornMs: number, nowMs: number): Promise<Finding> {
  const atMs = await readVerifiedAt(data);
  const hours = (nowMs - (atMs ?? bornMs)) / HOUR_MS;
  return {
    check: "backup",
    result: hours > BACKUP_HOURS ? "problem" : atMs === undefined ? "warning" : "ok",
    found: atMs === undefined ? "none was verified" : `the last verified one is ${hours.toFixed(1)} h old`,
    expected: `a verified backup of the last ${BACKUP_HOURS} h`,
    advice: `Run npm run ops -- backup --data ${shellWord(data)} --to FOLDER daily, on another disk.`,
  };
}
