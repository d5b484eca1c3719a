// A cluster key for the machines of one test.
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface ClusterKeyFile {
  readonly path: string;
  remove(): Promise<void>;
}

export async function makeClusterKeyFile(): Promise<ClusterKeyFile> {
  const folder = await mkdtemp(join(tmpdir(), "doubloon-cluster-"));
  const path = join(folder, "cluster.key");
  await writeFile(path, randomBytes(32).toString("hex"), { mode: 0o600 });
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}
