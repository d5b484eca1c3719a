import { makeChunkGrid } from "@doubloon/shared/space";
import { describe, expect, it } from "vitest";
import { memoryStorage } from "../../testing/memoryStorage.ts";
import { FogStore, MAX_MAPS } from "./fogStore.ts";

const GRID = makeChunkGrid(512, 320);

describe("what was seen of the map", () => {
  it("is where one stands and the chunks around it, and nothing outside the map", () => {
    const fog = new FogStore(GRID, "v", undefined);
    expect(fog.seen(4, 4)).toBe(false);
    fog.stand(4, 4);
    expect(fog.count).toBe(9);
    expect([fog.seen(3, 3), fog.seen(5, 5), fog.seen(6, 4), fog.seen(4, 2)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    const corner = new FogStore(GRID, "v", undefined);
    corner.stand(GRID.chunksWide - 1, GRID.chunksHigh - 1);
    expect(corner.count).toBe(4);
    expect(corner.seen(-1, 0)).toBe(false);
    expect(corner.seen(GRID.chunksWide, 0)).toBe(false);
  });

  it("says when something new was seen", () => {
    const fog = new FogStore(GRID, "v", undefined);
    fog.stand(4, 4);
    const before = fog.revision;
    fog.stand(4, 4);
    expect(fog.revision).toBe(before);
    fog.stand(5, 4);
    expect(fog.revision).toBe(before + 3);
  });

  it("is there again on the next visit, for the same map only", () => {
    const storage = memoryStorage();
    new FogStore(GRID, "old", storage).stand(10, 10);
    expect(new FogStore(GRID, "old", storage).count).toBe(9);
    expect(new FogStore(GRID, "new", storage).count).toBe(0);
  });

  it("is kept for a bounded number of maps, those opened last", () => {
    const storage = memoryStorage();
    for (let version = 0; version < MAX_MAPS + 2; version++)
      new FogStore(GRID, `v${version}`, storage).stand(1, 1);
    expect(new FogStore(GRID, "v0", storage).count).toBe(0);
    expect(new FogStore(GRID, "v1", storage).count).toBe(0);
    expect(new FogStore(GRID, `v${MAX_MAPS + 1}`, storage).count).toBe(9);
  });

  it.each([
    "no json",
    "{}",
    '[{"version":"v","bits":"%%%"}]',
    '[{"version":"v","bits":"AA=="}]',
    "[null, 3]",
  ])("a damaged store %s counts as empty", (text) => {
    const storage = memoryStorage();
    storage.setItem("doubloon.seen", text);
    const fog = new FogStore(GRID, "v", storage);
    expect(fog.count).toBe(0);
    fog.stand(1, 1);
    expect(new FogStore(GRID, "v", storage).count).toBe(9);
  });

  it("a full storage stops nobody", () => {
    const fog = new FogStore(GRID, "v", {
      getItem: () => null,
      setItem: () => {
        throw new Error("full");
      },
    });
    fog.stand(1, 1);
    expect(fog.count).toBe(9);
  });
});
