// Compares the hunts of worlds by hash, for tests of determinism.
import { hashBytes } from "../saved/hash.ts";
import type { World } from "../world.ts";

/** A hash of everything of hunts and hunters that rules read. */
export function hashHunts({ hunts }: World): number {
  let hash = hashBytes(utf16(JSON.stringify([hunts.lastThread, hunts.lastNumber, hunts.list])), 0);
  const columns = [...hunts.hunters.columns(), ...hunts.list.flatMap(({ caches }) => caches.columns())];
  for (const column of columns) {
    hash = hashBytes(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), hash);
  }
  return hash;
}

function utf16(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length }, (_, i) => text.charCodeAt(i) & 255);
}
