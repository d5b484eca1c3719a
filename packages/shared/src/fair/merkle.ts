// The Merkle tree over a hunt's caches: its root is published before the start, and a find opens its leaf.
//
//   leaf = SHA-256(0x00 || salt, 16 bytes || canonical JSON of the cache without its salt)
//   node = SHA-256(0x01 || left || right)
//
// A last node without a sibling moves up unchanged. The salt keeps anybody from trying out places.
import type { PlannedCache } from "../hunt/plan.ts";
import { canonicalJson } from "./canonical.ts";
import { fromHex, HASH_BYTES, sha256, toHex, utf8 } from "./hashing.ts";

export const SALT_BYTES = 16;
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** What a leaf holds of a cache. The piece of chart is no part of it: it depends on how the map is drawn. */
export type OpenedLeaf = Omit<PlannedCache, "pieceX" | "pieceY" | "turns">;

/** The part of a cache that its leaf holds. */
export function openLeaf(cache: PlannedCache): OpenedLeaf {
  const { pieceX: _x, pieceY: _y, turns: _turns, ...leaf } = cache;
  return leaf;
}

/** @throws RangeError if the salt is not 16 bytes in hex */
export function leafHash(leaf: OpenedLeaf): Uint8Array {
  const { salt, ...rest } = leaf;
  return sha256(LEAF, fromHex(salt, SALT_BYTES), utf8(canonicalJson(rest)));
}

function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(NODE, left, right);
}

export class MerkleTree {
  /** Leaves first, the root last. */
  readonly #levels: Uint8Array[][];

  /** @throws RangeError without any leaf */
  constructor(leaves: readonly Uint8Array[]) {
    if (leaves.length === 0) throw new RangeError("Merkle tree without leaves, expected at least one");
    this.#levels = [[...leaves]];
    for (let level = this.#levels[0]; level.length > 1; level = this.#levels[this.#levels.length - 1]) {
      const above: Uint8Array[] = [];
      for (let i = 0; i < level.length; i += 2)
        above.push(i + 1 < level.length ? nodeHash(level[i], level[i + 1]) : level[i]);
      this.#levels.push(above);
    }
  }

  /** In hex. */
  get root(): string {
    return toHex(this.#levels[this.#levels.length - 1][0]);
  }

  /** The siblings on the way from a leaf to the root, in hex. */
  proof(index: number): string[] {
    const siblings: string[] = [];
    let at = index;
    for (const level of this.#levels.slice(0, -1)) {
      const sibling = at ^ 1;
      if (sibling < level.length) siblings.push(toHex(level[sibling]));
      at >>= 1;
    }
    return siblings;
  }
}

/** The tree over the caches of a plan, in order of their index. */
export function treeOf(caches: readonly PlannedCache[]): MerkleTree {
  return new MerkleTree(caches.map((cache) => leafHash(openLeaf(cache))));
}

/** Whether a leaf is leaf `index` of `count` under the root. Malformed proofs are false. */
export function checkProof(
  root: string,
  count: number,
  index: number,
  leaf: Uint8Array,
  proof: readonly string[],
): boolean {
  if (!Number.isInteger(index) || index < 0 || index >= count) return false;
  let hash = leaf;
  let used = 0;
  for (let at = index, size = count; size > 1; at >>= 1, size = Math.ceil(size / 2)) {
    if ((at ^ 1) >= size) continue;
    const text = proof[used++];
    if (text === undefined || !/^[0-9a-f]{64}$/.test(text)) return false;
    const sibling = fromHex(text, HASH_BYTES);
    hash = (at & 1) === 1 ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
  }
  return used === proof.length && toHex(hash) === root;
}
