// Creates the data folder and checks that it is writable, before anything is opened in it.
import { access, constants, mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { OperatorError } from "./operatorError.ts";

/** @throws OperatorError if the folder cannot be created, read or written */
export async function prepareDataFolder(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new OperatorError(`${folder} cannot be written (${code}), expected a folder for Doubloon's data`);
  }
}

/** Node's recursive mkdir never returns where a parent exists but does not allow folders, as in /proc. */
async function makeFolder(folder: string): Promise<void> {
  if (await isFolder(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) await makeFolder(parent);
  await mkdir(folder, { mode: 0o700 });
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}
