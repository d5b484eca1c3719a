import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ResolvedHunt } from "../../hunt/definition.ts";
import { testHunt } from "../../testing/huntExamples.ts";
import { eligibleTiles } from "../eligible.ts";
import { fromHex } from "../hashing.ts";
import { checkProof, leafHash, MerkleTree, openLeaf, treeOf } from "../merkle.ts";
import { HuntPlanner } from "./planHunt.ts";

/** Grounds with holes and walls, from open to nearly closed. Chance is a hash of the tile, so that a ground is a function. */
function ground(seed: number, blockedPercent: number, side: number) {
  const blockedAt = (x: number, y: number): boolean =>
    x < 0 ||
    y < 0 ||
    x >= side ||
    y >= side ||
    ((Math.imul((x * 7919 + y * 104_729 + seed) ^ 0x5bd1e995, 0x85ebca6b) >>> 8) & 0xff) % 100 <
      blockedPercent;
  return { blockedAt, terrainAt: (x: number, y: number): number => (x * 3 + y * 5 + seed) & 7 };
}

const side = fc.integer({ min: 1, max: 40 });
const example = fc.record({
  seed: fc.nat({ max: 1e6 }),
  blockedPercent: fc.integer({ min: 0, max: 80 }),
  zone: fc.record({ x: fc.nat({ max: 50 }), y: fc.nat({ max: 50 }), width: side, height: side }),
  waves: fc.integer({ min: 1, max: 5 }),
  wanted: fc.integer({ min: 1, max: 60 }),
  crownValue: fc.constantFrom(0, 500),
  mimicOneIn: fc.integer({ min: 0, max: 6 }),
  turned: fc.boolean(),
  steps: fc.integer({ min: 1, max: 50 }),
});

describe("a plan on any zone, however small, ragged or crowded", () => {
  it("has the caches it should have, where they may lie, and proves each of them", () => {
    fc.assert(
      fc.property(example, ({ seed, blockedPercent, zone, waves, wanted, steps, turned, ...rules }) => {
        const map = ground(seed, blockedPercent, 90);
        const eligible = eligibleTiles(zone, map);
        if (eligible.tiles.length === 0) return;
        const caches = Math.min(wanted, eligible.tiles.length);
        const hunt: ResolvedHunt = {
          ...testHunt,
          ...rules,
          zone,
          waveTicks: Array.from({ length: waves }, () => 100),
          clues: { ...testHunt.clues, turned },
        };
        const masterKey = new Uint8Array(32).fill(seed & 255);
        const planner = new HuntPlanner({ hunt, masterKey, ground: map, eligible, caches });
        const plan = [];
        while (!planner.done) plan.push(...planner.next(steps));
        expect(planner.next(1)).toEqual([]);
        expect(plan.map(({ index }) => index)).toEqual(Array.from({ length: caches }, (_, i) => i));
        expect(new Set(plan.map(({ tileX, tileY }) => `${tileX} ${tileY}`)).size).toBe(caches);
        expect(plan.filter(({ tier }) => tier < 0).length).toBe(rules.crownValue > 0 ? 1 : 0);
        for (const cache of plan) {
          expect(map.blockedAt(cache.tileX, cache.tileY)).toBe(false);
          expect(cache.wave).toBeLessThan(waves);
          expect(cache.tileX - cache.pieceX).toBeGreaterThanOrEqual(0);
          expect(cache.tileY - cache.pieceY).toBeGreaterThanOrEqual(0);
          expect(cache.tileX - cache.pieceX).toBeLessThan(12);
          expect(cache.tileY - cache.pieceY).toBeLessThan(12);
          if (!turned) expect(cache.turns).toBe(0);
        }
        const tree = treeOf(plan);
        const { index } = plan[seed % caches];
        expect(checkProof(tree.root, caches, index, leafHash(openLeaf(plan[index])), tree.proof(index))).toBe(
          true,
        );
      }),
      { numRuns: 150, seed: 1 },
    );
  });

  it("does not depend on terrain in anything that a leaf holds", () => {
    const zone = { x: 3, y: 5, width: 40, height: 33 };
    const map = ground(5, 20, 90);
    const eligible = eligibleTiles(zone, map);
    const leaves = [map, { blockedAt: map.blockedAt }].map((known) =>
      new HuntPlanner({
        hunt: { ...testHunt, zone },
        masterKey: new Uint8Array(32).fill(3),
        ground: known,
        eligible,
        caches: 30,
      })
        .next(Number.POSITIVE_INFINITY)
        .map(openLeaf),
    );
    expect(leaves[0]).toEqual(leaves[1]);
  });
});

describe("a Merkle proof", () => {
  const leaves = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { minLength: 1, maxLength: 40 });

  it("holds for its leaf at its place, and for nothing else", () => {
    fc.assert(
      fc.property(leaves, fc.nat(), fc.nat(), (hashes, pick, other) => {
        const tree = new MerkleTree(hashes);
        const [index, wrong] = [pick % hashes.length, other % hashes.length];
        const proof = tree.proof(index);
        expect(checkProof(tree.root, hashes.length, index, hashes[index], proof)).toBe(true);
        if (String(hashes[wrong]) !== String(hashes[index]))
          expect(checkProof(tree.root, hashes.length, index, hashes[wrong], proof)).toBe(false);
        expect(checkProof(tree.root, hashes.length, index, hashes[index], [...proof, "00".repeat(32)])).toBe(
          false,
        );
        expect(checkProof(tree.root, hashes.length, hashes.length, hashes[index], proof)).toBe(false);
        for (const [i] of proof.entries()) {
          const changed = proof.with(i, "00".repeat(32));
          expect(checkProof(tree.root, hashes.length, index, hashes[index], changed)).toBe(false);
        }
      }),
      { seed: 1 },
    );
  });

  it("cannot pass a node off as a leaf: they are hashed apart", () => {
    const tree = new MerkleTree([1, 2].map((byte) => new Uint8Array(32).fill(byte)));
    // With one leaf fewer, the root itself would be a leaf of a tree of one; no cache hashes to it.
    expect(checkProof(tree.root, 2, 0, fromHex(tree.root, 32), [])).toBe(false);
  });

  it("is refused when it is malformed", () => {
    const hashes = [1, 2, 3].map((byte) => new Uint8Array(32).fill(byte));
    const { root } = new MerkleTree(hashes);
    for (const proof of [["zz".repeat(32)], ["AB".repeat(32)], [""], []])
      expect(checkProof(root, 3, 0, hashes[0], proof)).toBe(false);
    expect(() => new MerkleTree([])).toThrow("Merkle tree without leaves");
  });
});
