// `npm run ops -- backup|verify|restore`: backups of a running server, checked by playing them back in a scratch folder.
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Config } from "../../config/config.ts";
import { WORLD_FILE } from "../../ledger/sqliteLedger.ts";
import { loadContent } from "../../startup/content.ts";
import { BACKUPS_FOLDER, MANIFEST_FILE } from "../../startup/makeBackup.ts";
import { callServer, isServed } from "../controlCall.ts";
import { parseFlags } from "../opsFlags.ts";
import { type OpsCommand, OpsError, type OpsRun } from "../opsTypes.ts";
import { readOpsConfig } from "../readOpsConfig.ts";
import { replaceData } from "./replaceData.ts";
import { noteVerified } from "./verifiedStamp.ts";
import { type BackupReport, verifyBackup } from "./verifyBackup.ts";

/** The server's own flags that these commands take: a world is verified with the map on which it is played. */
const SERVER_FLAGS = ["config", "data", "map", "map-root"] as const;
/** The names of backups' folders begin with this. */
const BACKUP_NAME = "doubloon-";

interface Given {
  readonly config: Config;
  readonly to: string | undefined;
  readonly folders: readonly string[];
}

export const backupCommand: OpsCommand = {
  usages: [["backup [--data FOLDER] [--to FOLDER]", "backs a running server up and verifies the backup"]],
  async run(run) {
    const { config, to, folders } = read(run);
    if (folders.length > 0) throw new OpsError(`backup takes no ${JSON.stringify(folders[0])}`);
    const target = resolve(run.workingFolder, to ?? join(config.data, BACKUPS_FOLDER));
    const { folder } = await callServer(config.data, "/backup", { to: target });
    run.out(`The backup is ${folder}\n`);
    return (await verify(run, String(folder), config)).code;
  },
};

export const verifyCommand: OpsCommand = {
  usages: [
    [
      "verify [FOLDER] [--data FOLDER]",
      "verifies a backup, by default the newest; exit code 1 if it is not good",
    ],
  ],
  async run(run) {
    const { config, folders } = read(run);
    const [folder, ...more] = folders;
    if (more.length > 0) throw new OpsError("verify takes one folder");
    const backup = folder === undefined ? await newest(config.data) : resolve(run.workingFolder, folder);
    return (await verify(run, backup, config)).code;
  },
};

export const restoreCommand: OpsCommand = {
  usages: [
    [
      "restore FOLDER [--data FOLDER]",
      "puts a verified backup in place of a data folder whose server is stopped",
    ],
  ],
  async run(run) {
    const { config, folders } = read(run);
    const [given, ...more] = folders;
    if (given === undefined || more.length > 0) throw new OpsError("restore takes the folder of one backup");
    const folder = resolve(run.workingFolder, given);
    const { data } = config;
    if (await isServed(data)) throw new OpsError(`a server runs on ${data}: stop it first`);
    const { code, atMs } = await verify(run, folder, config);
    if (code !== 0) return code;
    const aside = await replaceData(folder, data);
    await noteVerified(data, folder, atMs);
    run.out(`${data} is the backup now.${aside === undefined ? "" : ` What was there is in ${aside}`}\n`);
    return 0;
  },
};

function read(run: OpsRun): Given {
  const { values, positionals } = parse(run.args);
  const args = SERVER_FLAGS.flatMap((flag) => {
    const value = values[flag];
    return value === undefined ? [] : [`--${flag}`, value];
  });
  return { config: readOpsConfig({ ...run, args }), to: values.to, folders: positionals };
}

function parse(args: readonly string[]) {
  const text = { type: "string" } as const;
  const options = { config: text, data: text, map: text, "map-root": text, to: text };
  return parseFlags(args, { options, allowPositionals: true });
}

interface Verified {
  /** The exit code. */
  readonly code: number;
  /** When the backup was made, in Unix ms. */
  readonly atMs: number;
}

async function verify({ out }: OpsRun, folder: string, config: Config): Promise<Verified> {
  if (!existsSync(join(folder, MANIFEST_FILE))) {
    throw new OpsError(`${folder} is no backup: it has no ${MANIFEST_FILE}`);
  }
  const report = await verifyBackup(folder, await loadContent(config), config.seed);
  out(describe(folder, report));
  const { atMs, problems } = report;
  if (problems.length > 0) return { code: 1, atMs };
  if (existsSync(join(config.data, WORLD_FILE))) await noteVerified(config.data, folder, atMs);
  return { code: 0, atMs };
}

function describe(folder: string, { atMs, players, hunts, problems }: BackupReport): string {
  if (problems.length > 0) return `${folder} is not good:\n${problems.map((line) => `  ${line}\n`).join("")}`;
  return `Verified: the world of ${new Date(atMs).toISOString()} with ${players} players and ${hunts} hunts in the log.\n`;
}

async function newest(data: string): Promise<string> {
  const folder = join(data, BACKUPS_FOLDER);
  const names = existsSync(folder)
    ? (await readdir(folder)).filter((name) => name.startsWith(BACKUP_NAME))
    : [];
  const last = names.sort().at(-1);
  if (last === undefined) throw new OpsError(`${folder} has no backup`);
  return join(folder, last);
}
