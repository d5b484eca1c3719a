// Chooses the paths of a server's sockets: in the data folder, so that a killed server leaves nothing elsewhere. The caller
// has exclusive use of the data folder, so an existing socket belongs to a killed server and is removed.
import { createHash } from "node:crypto";
import { lstat, mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { OperatorError } from "./operatorError.ts";

/** Maximum length of a socket's path: `sun_path` of unix(7) without the final zero. 103 on macOS, 107 on Linux. */
const MAX_SOCKET_PATH_BYTES = 103;
const SOCKET_FILE = "world.sock";
const CONTROL_FILE = "control.sock";
const FOLDER_HASH_DIGITS = 16;

/**
 * Returns a path at which no file exists. If the data folder's path is too long for a socket, the path is in a folder of
 * this user in the system's temporary folder, the same one at each start.
 * @throws OperatorError if that folder belongs to another user or is open to others
 */
export async function prepareSocketPath(dataFolder: string): Promise<string> {
  const path = await socketPath(dataFolder, SOCKET_FILE);
  await rm(path, { force: true });
  return path;
}

/** The path of a data folder's control socket, chosen in the same way; whether it exists is not checked. */
export function controlSocketPath(dataFolder: string): Promise<string> {
  return socketPath(dataFolder, CONTROL_FILE);
}

async function socketPath(dataFolder: string, file: string): Promise<string> {
  const path = join(resolve(dataFolder), file);
  if (Buffer.byteLength(path) <= MAX_SOCKET_PATH_BYTES) return path;
  const hash = createHash("sha256").update(resolve(dataFolder)).digest("hex").slice(0, FOLDER_HASH_DIGITS);
  const folder = join(tmpdir(), `doubloon-${hash}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { uid, mode } = await lstat(folder);
  if (uid !== process.getuid?.() || (mode & 0o077) !== 0) {
    throw new OperatorError(`${folder} is open to others, expected a folder that only this user can open`);
  }
  return join(folder, file);
}
