// Compares worlds by hash, for tests of determinism.
import { hashBytes } from "../saved/hash.ts";
import { snapshotWorld } from "../saved/snapshot.ts";
import type { World } from "../world.ts";

/** Returns a hash of the whole state. Worlds with equal states have equal hashes. */
export function hashWorld(world: World): number {
  return hashBytes(snapshotWorld(world), 0);
}
