// Where the world's socket is: in the data folder, so that nothing is left elsewhere when the server is killed. The caller
// has the data folder to itself, so a socket that is there is a killed server's and is removed.
import { createHash } from "node:crypto";
import { lstat, mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { OperatorError } from "./operatorError.ts";

/** Most bytes of a socket's path: `sun_path` of unix(7) without its final zero. macOS takes 103, Linux 107. */
const MAX_SOCKET_PATH_BYTES = 103;
const SOCKET_FILE = "world.sock";
const FOLDER_HASH_DIGITS = 16;

/**
 * A path for the socket with nothing there. If the data folder's path is too long for a socket, it is in a folder of this
 * user in the system's temporary folder, the same one at each start.
 * @throws OperatorError if that folder is somebody else's
 */
export async function prepareSocketPath(dataFolder: string): Promise<string> {
  let path = join(resolve(dataFolder), SOCKET_FILE);
  if (Buffer.byteLength(path) > MAX_SOCKET_PATH_BYTES) {
    const hash = createHash("sha256").update(resolve(dataFolder)).digest("hex").slice(0, FOLDER_HASH_DIGITS);
    const folder = join(tmpdir(), `doubloon-${hash}`);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const { uid, mode } = await lstat(folder);
    if (uid !== process.getuid?.() || (mode & 0o077) !== 0) {
      throw new OperatorError(`${folder} is open to others, expected a folder of this user alone`);
    }
    path = join(folder, SOCKET_FILE);
  }
  await rm(path, { force: true });
  return path;
}
