// Locates files of the repository, whatever the working folder is.
import { fileURLToPath } from "node:url";

const ROOT = new URL("../../../../", import.meta.url);

/** The URL of a file of the repository. */
export function inRepository(path: string): URL {
  return new URL(path, ROOT);
}

/** The path of a file or folder of the repository; without an argument, of the repository itself. */
export function repositoryPath(path = ""): string {
  return fileURLToPath(inRepository(path));
}
