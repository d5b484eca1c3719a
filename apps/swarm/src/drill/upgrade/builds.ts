// Versions of Doubloon for the drill: copies of this repository's server that differ in their version, or in what makes versions
// incompatible. Packages are shared with the repository, so that nothing is downloaded. Starts nothing.
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../../../", import.meta.url));
/** What a server needs besides packages and pages. */
const COPIED = ["package.json", "apps/server", "packages/engine", "packages/shared", "content", "maps"];
const SHARED = ["node_modules", "apps/client", "apps/admin"];
const MANIFEST = "apps/server/package.json";

/** The constants that are raised when versions become incompatible. */
const CONSTANTS = [
  ["packages/shared/src/protocol/messages.ts", /(PROTOCOL_VERSION = )(\d+)/],
  ["apps/server/src/link/codec/packet.ts", /(LINK_VERSION = )(\d+)/],
] as const;

export interface Build {
  readonly folder: string;
  readonly version: string;
}

/** This repository, as it is. */
export async function thisBuild(): Promise<Build> {
  return { folder: ROOT, version: await versionIn(ROOT) };
}

/** The server in another folder, such as the release that runs now. */
export async function buildIn(folder: string): Promise<Build> {
  return { folder, version: await versionIn(folder) };
}

/** A copy with the next version number that speaks the same protocols. */
export async function makeCompatibleBuild(folder: string): Promise<Build> {
  await copyTo(folder);
  return renumber(folder, 1);
}

/** A copy with the version number after that, and protocols of which nothing else is known. */
export async function makeIncompatibleBuild(folder: string): Promise<Build> {
  await copyTo(folder);
  for (const [file, constant] of CONSTANTS) {
    const path = join(folder, file);
    const text = await readFile(path, "utf8");
    if (!constant.test(text)) throw new Error(`${file} has no ${constant.source}`);
    await writeFile(
      path,
      text.replace(constant, (_, name: string, value: string) => `${name}${Number(value) + 1}`),
    );
  }
  return renumber(folder, 2);
}

async function copyTo(folder: string): Promise<void> {
  // Links between packages are relative: in the copy they lead to the copy.
  for (const name of COPIED)
    await cp(join(ROOT, name), join(folder, name), { recursive: true, verbatimSymlinks: true });
  for (const name of SHARED) {
    if (!existsSync(join(ROOT, name))) continue;
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await symlink(join(ROOT, name), join(folder, name));
  }
}

async function renumber(folder: string, by: number): Promise<Build> {
  const path = join(folder, MANIFEST);
  const text = await readFile(path, "utf8");
  const [major, minor, patch] = (await versionIn(folder)).split(".").map(Number);
  const version = `${major}.${minor}.${patch + by}`;
  await writeFile(path, text.replace(/("version": ")[^"]+/, `$1${version}`));
  return { folder, version };
}

async function versionIn(folder: string): Promise<string> {
  const text = await readFile(join(folder, MANIFEST), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
