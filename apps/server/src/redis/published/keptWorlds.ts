// Keeps worlds that lost the decision but contain something the winner does not: each in its own folder, laid out as a
// data folder, so that a server can be started on it.
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { replaceAll } from "../../ledger/port.ts";
import { createSqliteLedger } from "../../ledger/sqliteLedger.ts";
import type { Position } from "./worldTerms.ts";

const FOLDER = "kept";
/** Most kept worlds of the winner's lineage; the oldest is removed first. Worlds of other lineages are never removed. */
const MAX_FORKS = 16;

/** Keeps a world and returns its folder. `winningLineage` is the lineage of the world that continues. */
export async function keepWorld(
  data: string,
  { lineage, save, terms }: Position,
  records: ReadonlyMap<string, Uint8Array>,
  winningLineage: string,
): Promise<string> {
  const root = join(data, FOLDER);
  const kind = lineage === winningLineage ? "fork" : "other";
  const name = lineage.replaceAll(/[^\w-]/g, "").slice(0, 8);
  const folder = join(root, `${kind}-${name || "unnamed"}-${terms.at(-1)?.token ?? 0}-${save}`);
  const ledger = await createSqliteLedger(folder);
  try {
    await ledger.save(replaceAll(records));
  } finally {
    await ledger.close();
  }
  await removeOldForks(root);
  return folder;
}

async function removeOldForks(root: string): Promise<void> {
  const names = (await readdir(root)).filter((name) => name.startsWith("fork-"));
  const aged = await Promise.all(
    names.map(async (name) => ({ name, atMs: (await stat(join(root, name))).mtimeMs })),
  );
  aged.sort((a, b) => b.atMs - a.atMs);
  for (const { name } of aged.slice(MAX_FORKS)) await rm(join(root, name), { recursive: true, force: true });
}
