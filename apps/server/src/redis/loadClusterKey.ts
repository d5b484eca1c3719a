// Loads the cluster key from its file: 64 hex digits, readable by the owner only. The default file is created on the first
// run; the operator copies it to the island's other machines.
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { writeFileAtomic } from "../lib/atomicFile.ts";
import { LinkError } from "../link/linkError.ts";
import { CLUSTER_KEY_BYTES, ClusterKey } from "./clusterKey.ts";

/**
 * Reads the key; with `make`, a new one is written if the file is missing.
 * @throws LinkError if the file cannot be read or written, or does not contain a key
 */
export async function loadClusterKey(path: string, make: boolean): Promise<ClusterKey> {
  const text = await makeOrRead(path, make).catch((error: NodeJS.ErrnoException) => {
    throw new LinkError(`${path} cannot be read or written (${error.code}), expected the cluster key`);
  });
  const digits = text.trim();
  if (!/^[0-9a-fA-F]+$/.test(digits) || digits.length !== 2 * CLUSTER_KEY_BYTES) {
    throw new LinkError(
      `${path}: ${digits.length} characters, expected a cluster key of ${2 * CLUSTER_KEY_BYTES} hex digits`,
    );
  }
  return new ClusterKey(Buffer.from(digits, "hex"));
}

async function makeOrRead(path: string, make: boolean): Promise<string> {
  if (make) {
    const bytes = Buffer.from(`${randomBytes(CLUSTER_KEY_BYTES).toString("hex")}\n`);
    try {
      await writeFileAtomic(path, bytes, { mode: 0o600, existing: "create" });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
  return await readFile(path, "utf8");
}
