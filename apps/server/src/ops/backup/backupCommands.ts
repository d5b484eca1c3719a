// `npm run ops -- backup|verify|restore`: backups of a running server, checked by playing them back in a scratch folder.
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Config } from "../../config/config.ts";
import { WORLD_FILE } from "../../ledger/sqliteLedger.ts";
import { loadContent } from "../../startup/content.ts";
import { BACKUPS_FOLDER, MANIFEST_FILE, VERIFIED_FILE } from "../../startup/makeBackup.ts";
import { controlSocketPath } from "../../startup/socketPath.ts";
import { callServer } from "../controlCall.ts";
import { type OpsCommand, OpsError, type OpsRun } from "../opsTypes.ts";
import { readOpsConfig } from "../readOpsConfig.ts";
import { type BackupReport, verifyBackup } from "./verifyBackup.ts";

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
    return verify(run, String(folder), config);
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
    return verify(
      run,
      folder === undefined ? await newest(config.data) : resolve(run.workingFolder, folder),
      config,
    );
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
    if (existsSync(await controlSocketPath(data)) && (await isServed(data))) {
      throw new OpsError(`a server runs on ${data}: stop it first`);
    }
    const code = await verify(run, folder, config);
    if (code !== 0) return code;
    const half = `${data}.restoring`;
    await rm(half, { recursive: true, force: true });
    await mkdir(dirname(data), { recursive: true });
    await cp(folder, half, { recursive: true });
    await rm(join(half, MANIFEST_FILE));
    let aside: string | undefined;
    if (existsSync(data)) {
      aside = `${data}.before-${basename(folder)}`;
      if (existsSync(aside)) throw new OpsError(`${aside} exists already: move it away first`);
      await rename(data, aside);
    }
    await rename(half, data);
    run.out(`${data} is the backup now.${aside === undefined ? "" : ` What was there is in ${aside}`}\n`);
    return 0;
  },
};

function read(run: OpsRun): Given {
  const { values, positionals } = parse(run.args);
  const args = values.data === undefined ? [] : ["--data", values.data];
  return { config: readOpsConfig({ ...run, args }), to: values.to, folders: positionals };
}

function parse(args: readonly string[]) {
  try {
    const options = { data: { type: "string" }, to: { type: "string" } } as const;
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new OpsError(error instanceof Error ? error.message : String(error));
  }
}

async function verify({ out }: OpsRun, folder: string, config: Config): Promise<number> {
  if (!existsSync(join(folder, MANIFEST_FILE))) {
    throw new OpsError(`${folder} is no backup: it has no ${MANIFEST_FILE}`);
  }
  const report = await verifyBackup(folder, await loadContent(config), config.seed);
  out(describe(folder, report));
  if (report.problems.length > 0) return 1;
  if (existsSync(join(config.data, WORLD_FILE))) {
    const stamp = JSON.stringify({ folder, atMs: report.atMs });
    await writeFile(join(config.data, VERIFIED_FILE), `${stamp}\n`, { mode: 0o600 });
  }
  return 0;
}

function describe(folder: string, { atMs, players, hunts, problems }: BackupReport): string {
  if (problems.length > 0) return `${folder} is not good:\n${problems.map((line) => `  ${line}\n`).join("")}`;
  return `Verified: the world of ${new Date(atMs).toISOString()} with ${players} players and ${hunts} hunts in the log.\n`;
}

async function newest(data: string): Promise<string> {
  const folder = join(data, BACKUPS_FOLDER);
  const names = existsSync(folder) ? (await readdir(folder)).filter((name) => !name.startsWith(".")) : [];
  const last = names.sort().at(-1);
  if (last === undefined) throw new OpsError(`${folder} has no backup`);
  return join(folder, last);
}

/** Whether a server answers; a socket alone may be what a killed one left. */
function isServed(data: string): Promise<boolean> {
  return callServer(data, "/ping", {}).then(
    () => true,
    () => false,
  );
}
