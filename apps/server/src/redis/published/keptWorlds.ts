// Worlds that did not go on but hold something that the one that did does not: each in a folder of its own, laid out as a
// data folder, so that a server can be started on it.
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { createSqliteLedger } from "../../ledger/sqliteLedger.ts";
import type { Position } from "./worldTerms.ts";

const FOLDER = "kept";
/** Worlds of the lineage that goes on that are kept; the oldest goes first. Those of another one are never removed. */
const MAX_FORKS = 16;

/** Keeps a world; answers the folder. `goesOn` is the lineage that does. */
export async function keepWorld(
  data: string,
  { lineage, save, terms }: Position,
  records: ReadonlyMap<string, Uint8Array>,
  goesOn: string,
): Promise<string> {
  const root = join(data, FOLDER);
  const kind = lineage === goesOn ? "fork" : "other";
  const name = lineage.replaceAll(/[^\w-]/g, "").slice(0, 8);
  const folder = join(root, `${kind}-${name || "unnamed"}-${terms.at(-1)?.token ?? 0}-${save}`);
  const ledger = await createSqliteLedger(folder);
  try {
    const puts = [...records].map(([key, bytes]) => ({ key, bytes }));
    await ledger.save({ clear: true, drops: [], puts });
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
