import { describe, expect, it } from "vitest";
import { testGround, testHunt } from "../../testing/huntExamples.ts";
import { eligibleTiles } from "../eligible.ts";
import { checkProof, leafHash, openLeaf, treeOf } from "../merkle.ts";
import { cacheCount, HuntPlanner } from "./planHunt.ts";

const key = (byte: number) => new Uint8Array(32).fill(byte);

function planned(caches: number, byte = 7, hunt = testHunt) {
  const ground = testGround();
  const eligible = eligibleTiles(hunt.zone, ground);
  const planner = new HuntPlanner({ hunt, masterKey: key(byte), ground, eligible, caches });
  const plan = [];
  while (!planner.done) plan.push(...planner.next(10));
  return { plan, eligible };
}

describe("a plan", () => {
  it("is the same for the same key, and another for another", () => {
    expect(planned(40).plan).toEqual(planned(40).plan);
    expect(planned(40).plan).not.toEqual(planned(40, 8).plan);
  });

  it("of more caches begins with the plan of fewer, so that their number chooses nothing", () => {
    expect(planned(60).plan.slice(0, 20)).toEqual(planned(20).plan);
  });

  it("puts caches on eligible tiles, each on its own", () => {
    const { plan, eligible } = planned(200);
    const { x, y, width } = testHunt.zone;
    const tiles = plan.map(({ tileX, tileY }) => (tileY - y) * width + (tileX - x));
    const allowed = new Set(eligible.tiles);
    expect(tiles.every((tile) => allowed.has(tile))).toBe(true);
    expect(new Set(tiles).size).toBe(200);
  });

  it("has one crown, in the last wave, never a mimic, and caches spread evenly over the waves", () => {
    for (let byte = 0; byte < 40; byte++) {
      const { plan } = planned(24, byte);
      const crowns = plan.filter(({ tier }) => tier === -1);
      expect(crowns).toMatchObject([{ wave: 2, mimic: false, value: testHunt.crownValue }]);
      expect([0, 1, 2].map((wave) => plan.filter((cache) => cache.wave === wave).length)).toEqual([8, 8, 8]);
    }
  });

  it("has the crown in the last wave if there are fewer caches than waves", () => {
    expect(planned(2).plan.map(({ tier, wave }) => [tier === -1, wave])).toEqual([
      [false, 0],
      [true, 2],
    ]);
  });

  it("makes one cache in five a mimic", () => {
    for (let byte = 0; byte < 20; byte++) {
      const { plan } = planned(50, byte);
      for (let row = 0; row < 50; row += 5)
        expect(plan.slice(row, row + 5).filter(({ mimic }) => mimic).length).toBe(1);
    }
  });

  it("deals tiers by their shares", () => {
    const { plan } = planned(1000);
    const share = plan.filter(({ tier }) => tier === 0).length / 1000;
    expect(share).toBeGreaterThan(0.55);
    expect(share).toBeLessThan(0.65);
  });

  it("keeps caches 12 tiles apart while there is room", () => {
    const { plan } = planned(30);
    for (const a of plan)
      for (const b of plan)
        if (a.index < b.index)
          expect(Math.max(Math.abs(a.tileX - b.tileX), Math.abs(a.tileY - b.tileY))).toBeGreaterThanOrEqual(
            12,
          );
  });

  it("has each phantom within 8 tiles of its cache, all over the disc", () => {
    const { plan } = planned(1000);
    const offsets = plan.map(({ tileX, tileY, phantomX, phantomY }) =>
      Math.hypot(phantomX - tileX * 256 - 128, phantomY - tileY * 256 - 128),
    );
    expect(Math.max(...offsets)).toBeLessThanOrEqual(8 * 256);
    // Half of an even disc lies beyond its radius over the root of two.
    const outer = offsets.filter((offset) => offset > (8 * 256) / Math.SQRT2).length;
    expect(outer).toBeGreaterThan(440);
    expect(outer).toBeLessThan(560);
  });

  it("has each piece of chart contain its cache, at every offset", () => {
    const { plan } = planned(600);
    const offsets = plan.map(({ tileX, tileY, pieceX, pieceY }) => [tileX - pieceX, tileY - pieceY]);
    expect(offsets.every(([x, y]) => x >= 0 && x < 12 && y >= 0 && y < 12)).toBe(true);
    expect(new Set(offsets.map(([x]) => x)).size).toBe(12);
    expect(new Set(plan.map(({ turns }) => turns)).size).toBe(4);
  });

  it("opens each leaf against the root, and no other", () => {
    for (const count of [1, 2, 3, 7, 24]) {
      const { plan } = planned(count);
      const tree = treeOf(plan);
      for (const cache of plan) {
        const leaf = leafHash(openLeaf(cache));
        const proof = tree.proof(cache.index);
        expect(checkProof(tree.root, count, cache.index, leaf, proof)).toBe(true);
        const moved = leafHash(openLeaf({ ...cache, tileX: cache.tileX + 1 }));
        expect(checkProof(tree.root, count, cache.index, moved, proof)).toBe(false);
        if (count > 1)
          expect(checkProof(tree.root, count, (cache.index + 1) % count, leaf, proof)).toBe(false);
      }
    }
  });

  it("refuses more caches than there are places", () => {
    expect(() => planned(100_000)).toThrow(/100000 caches, expected 1 to \d+/);
  });

  it("counts caches by hunters, within the hunt's bounds and the zone's tiles", () => {
    expect([0, 100, 1000, 100_000].map((hunters) => cacheCount(testHunt, hunters, 5000))).toEqual([
      6, 25, 250, 2500,
    ]);
    expect(cacheCount(testHunt, 100, 3)).toBe(3);
  });
});
