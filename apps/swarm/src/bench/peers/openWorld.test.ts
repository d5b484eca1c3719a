import { describe, expect, it } from "vitest";
import { SeededRandom } from "../../lib/seededRandom.ts";
import { CHUNK_TILES, gridFor, OpenWorld } from "./openWorld.ts";

describe("the peers' world", () => {
  it("is as large as the density requires", () => {
    for (const players of [500, 2_000, 8_000]) {
      const { sideTiles, chunksWide } = gridFor(players);
      expect(sideTiles).toBe(chunksWide * CHUNK_TILES);
      const inView = (players * 48 * 48) / sideTiles ** 2;
      expect(inView).toBeGreaterThan(45);
      expect(inView).toBeLessThan(57);
    }
  });

  it("has about fifty others in view of a walker, at the start and after a minute of walking", () => {
    const players = 1_500;
    const seeded = new SeededRandom(7, 0);
    const random = () => seeded.next();
    const world = new OpenWorld(players, random);
    const walkers = Array.from({ length: players }, () => world.enter());
    const meanInView = () => {
      const inChunk = new Map<number, number>();
      for (const { chunk } of walkers) inChunk.set(chunk, (inChunk.get(chunk) ?? 0) + 1);
      const seen = walkers.map(({ chunk }) =>
        world.around(chunk).reduce((sum, near) => sum + (inChunk.get(near) ?? 0), 0),
      );
      return seen.reduce((sum, count) => sum + count) / players;
    };
    expect(meanInView()).toBeGreaterThan(40);
    expect(meanInView()).toBeLessThan(60);
    for (let step = 0; step < 600; step++) {
      for (const walker of walkers) {
        if (step % 10 === walker.id % 10) walker.heading = Math.floor(random() * 64);
        world.step(walker);
        expect(walker.x >= 0 && walker.x < world.grid.sideTiles).toBe(true);
      }
    }
    expect(meanInView()).toBeGreaterThan(40);
    expect(meanInView()).toBeLessThan(60);
  });

  it("has nine chunks around a chunk, fewer at the edge", () => {
    const world = new OpenWorld(8_000, () => 0.5);
    const { chunksWide } = world.grid;
    expect(world.around(0)).toEqual([0, 1, chunksWide, chunksWide + 1]);
    expect(world.around(chunksWide + 1)).toHaveLength(9);
  });
});
