// Reads the files that a map refers to: tilesets, object templates, images. It reads nothing outside the map root, not
// even through a symbolic link, so that an untrusted map cannot publish other files of the machine.
import { readFile, realpath, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { MapError } from "../mapError.ts";

const MAX_FILE_BYTES = 256 * 1024 * 1024;

/**
 * Reads a file. `role` completes "expected ..." in an error, for example "a Tiled map".
 * @throws MapError if it cannot be read or has more than `maxBytes`
 */
export async function readBytes(path: string, role: string, maxBytes = MAX_FILE_BYTES): Promise<Buffer> {
  return withoutSystemError(path, role, async () => {
    const { size } = await stat(path);
    if (size > maxBytes)
      throw new MapError(`${path}: ${size} bytes, expected ${role} of at most ${maxBytes}`);
    return await readFile(path);
  });
}

/** The default map root: the parent of the map's folder. */
export function defaultMapRoot(mapFile: string): string {
  const folder = dirname(resolve(mapFile));
  const parent = dirname(folder);
  // The root of the file system would be no restriction.
  return parent === dirname(parent) ? folder : parent;
}

export class MapFiles {
  readonly #root: string;

  private constructor(root: string) {
    this.#root = root;
  }

  /**
   * Creates a reader for the files under `root`.
   * @throws MapError if `root` is not an existing folder
   */
  static async under(root: string): Promise<MapFiles> {
    const role = "the folder under which a map's files lie";
    const real = await withoutSystemError(root, role, async () => {
      const path = await realpath(root);
      if (!(await stat(path)).isDirectory()) throw new MapError(`${root}: is not a folder, expected ${role}`);
      return path;
    });
    return new MapFiles(real);
  }

  /**
   * Reads the file at `path`.
   * @throws MapError if it lies outside the root, cannot be read or has more than `maxBytes`
   */
  async read(path: string, role: string, maxBytes?: number): Promise<Buffer> {
    const real = await withoutSystemError(path, role, () => realpath(path));
    const fromRoot = relative(this.#root, real);
    if (fromRoot === ".." || fromRoot.startsWith(`..${sep}`) || isAbsolute(fromRoot)) {
      throw new MapError(
        `${path}: lies outside ${join(this.#root, sep)}, expected ${role} under the map root (--map-root)`,
      );
    }
    return readBytes(real, role, maxBytes);
  }
}

async function withoutSystemError<Result>(
  path: string,
  role: string,
  read: () => Promise<Result>,
): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof MapError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new MapError(`${path}: cannot be read (${code}), expected ${role}`);
  }
}
