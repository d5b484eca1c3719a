// Programs of the system that tests start: what DOUBLOON_TEST_NAME names, or the first of that name where programs are.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The path; undefined if there is no such program. */
export function findProgram(name: string): string | undefined {
  const named = process.env[`DOUBLOON_TEST_${name.toUpperCase()}`];
  if (named !== undefined && named !== "") return named;
  // Where Debian keeps servers is not on every user's path.
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
