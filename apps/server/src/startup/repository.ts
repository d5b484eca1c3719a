// Where the repository's own files are, wherever the server is started from.
import { fileURLToPath } from "node:url";

const ROOT = new URL("../../../../", import.meta.url);

/** The address of a file of the repository. */
export function inRepository(path: string): URL {
  return new URL(path, ROOT);
}

/** The path of a file or folder of the repository; the repository itself without an argument. */
export function repositoryPath(path = ""): string {
  return fileURLToPath(inRepository(path));
}
