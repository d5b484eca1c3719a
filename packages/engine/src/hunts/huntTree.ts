// The Merkle tree over a hunt's caches: kept from planning, so that nobody computes it in the middle of a hunt.
import { MerkleTree, treeOf } from "@doubloon/shared/fair/merkle";
import type { Hunt } from "./hunt.ts";

const trees = new WeakMap<Hunt, MerkleTree>();

/** Makes and keeps the tree over the leaves of a complete plan. */
export function keepTree(hunt: Hunt, leaves: readonly Uint8Array[]): MerkleTree {
  const tree = new MerkleTree(leaves);
  trees.set(hunt, tree);
  return tree;
}

/** The tree of a hunt whose plan is complete. In a world that was restored it is computed once. */
export function huntTree(hunt: Hunt): MerkleTree {
  let tree = trees.get(hunt);
  if (tree === undefined) {
    const { caches } = hunt;
    tree = treeOf(Array.from({ length: caches.count }, (_, index) => caches.planned(index)));
    trees.set(hunt, tree);
  }
  return tree;
}
