// Finds programs of the system that tests start: the one that DOUBLOON_TEST_NAME names, otherwise the first on the path.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The path of the program; undefined if there is none. */
export function findProgram(name: string): string | undefined {
  const named = process.env[`DOUBLOON_TEST_${name.toUpperCase()}`];
  if (named !== undefined && named !== "") return named;
  // Debian's folders for servers are not on every user's path.
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  return folders.map((folder) => join(folder, name)).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
