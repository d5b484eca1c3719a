// Opens the world from a ledger's records, in any form that was ever saved, or creates a new one. Damage that an older
// record can replace goes into notes; damage that nothing can replace is a SnapshotError.
import { type Command, makeInputBatch } from "@doubloon/engine/commands";
import { holdsSave, type ReadSave, readSave } from "@doubloon/engine/saved/readSave";
import { firstSaveState } from "@doubloon/engine/saved/saveState";
import { restoreWorld } from "@doubloon/engine/saved/snapshot";
import { SnapshotError } from "@doubloon/engine/saved/snapshotError";
import { stepWorld } from "@doubloon/engine/stepWorld";
import { createWorld, type World, type WorldOptions } from "@doubloon/engine/world";
import type { MoverId } from "@doubloon/shared/ids";
import { type LedgerRecord, WHOLE_SNAPSHOT } from "../../ledger/port.ts";
import { logRecords } from "./savedLog.ts";

export interface OpenedWorld extends ReadSave {
  /** True if the ledger was empty. */
  readonly fresh: boolean;
  /** The records of the log that is kept beside the world. */
  readonly log: readonly LedgerRecord[];
}

/**
 * Opens the world without any players in it; a new or older world gets `lineage` as its id.
 * @throws SnapshotError if the records do not contain an intact world
 */
export function openSavedWorld(
  records: ReadonlyMap<string, Uint8Array>,
  options: WorldOptions,
  lineage: string,
): OpenedWorld {
  const log = logRecords(records);
  if (holdsSave(records)) return { ...readSave(records, options), fresh: false, log };
  const state = firstSaveState(lineage);
  const notes: string[] = [];
  const snapshots = [...records]
    .filter(([key]) => key.startsWith(WHOLE_SNAPSHOT))
    .sort(([a], [b]) => generationOf(b) - generationOf(a));
  for (const [key, bytes] of snapshots) {
    try {
      const world = withoutPlayers(restoreWorld(bytes, options));
      if (notes.length > 0) notes.push(`${key} is used`);
      return { world, state, whole: true, notes, toCancel: [], fresh: false, log };
    } catch (error) {
      if (!(error instanceof SnapshotError)) throw error;
      notes.push(`${key}: ${error.message}`);
    }
  }
  if (records.size > 0) {
    throw new SnapshotError(notes.join("; ") || `${records.size} saved records without a base record`);
  }
  return { world: createWorld(options), state, whole: true, notes, toCancel: [], fresh: true, log };
}

/** Removes the players who were in the world when it was saved: their connections are gone. */
function withoutPlayers(world: World): World {
  const commands: Command[] = [];
  for (let mover = 0; mover < world.movers.high; mover++) {
    if (world.movers.has(mover)) commands.push({ type: "leave", mover: mover as MoverId });
  }
  if (commands.length > 0) stepWorld(world, { commands, inputs: makeInputBatch(0) });
  return world;
}

function generationOf(key: string): number {
  return Number(key.slice(WHOLE_SNAPSHOT.length));
}
