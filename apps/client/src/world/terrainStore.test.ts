import { makeChunkGrid } from "@doubloon/shared/space";
import { describe, expect, it } from "vitest";
import { TerrainStore } from "./terrainStore.ts";

const settle = () => new Promise((resolve) => setTimeout(resolve));

function makeStore(sideTiles = 320) {
  const fetched: string[] = [];
  const failures: string[] = [];
  const state = { inFlight: 0, max: 0, broken: false };
  const store = new TerrainStore({
    grid: makeChunkGrid(sideTiles, sideTiles),
    fetchChunk: async (column, row) => {
      fetched.push(`${column},${row}`);
      state.max = Math.max(state.max, ++state.inFlight);
      await Promise.resolve();
      state.inFlight--;
      if (state.broken) throw new Error("offline");
      const bytes = new Uint8Array(34);
      bytes[1] = 16;
      bytes[2] = 1;
      return bytes;
    },
    onFailed: (error) => failures.push(error.message),
  });
  return { store, fetched, failures, state };
}

describe("TerrainStore", () => {
  it("fetches the chunks around, nearest first, each once and few at a time", async () => {
    const { store, fetched, state } = makeStore();
    store.moveTo(10, 10, 0);
    store.moveTo(10, 10, 1);
    await settle();
    expect(fetched[0]).toBe("10,10");
    expect(fetched).toHaveLength(25);
    expect(new Set(fetched).size).toBe(25);
    expect(state.max).toBeLessThanOrEqual(6);
    expect(store.ready).toBe(true);
  });

  it("fetches nothing outside the map", async () => {
    const { store, fetched } = makeStore(20);
    store.moveTo(0, 0, 0);
    await settle();
    expect([...fetched].sort()).toEqual(["0,0", "0,1", "1,0", "1,1"]);
    expect(store.walkable.blockedAt(-1, 0)).toBe(true);
    expect(store.walkable.blockedAt(20, 0)).toBe(true);
  });

  it("drops distant chunks and holds a bounded number wherever the player walks", async () => {
    const { store } = makeStore(3200);
    for (let column = 0; column < 60; column++) {
      store.moveTo(column, 10, column);
      await settle();
      expect(store.size).toBeLessThanOrEqual(81);
    }
    expect(store.chunk(0, 10)).toBeUndefined();
    expect(store.chunk(59, 10)).toBeDefined();
  });

  it("treats chunks that are not loaded as free for walking and as blocked for path finding", async () => {
    const { store } = makeStore();
    expect(store.walkable.blockedAt(160, 160)).toBe(false);
    expect(store.known.blockedAt(160, 160)).toBe(true);
    store.moveTo(10, 10, 0);
    await settle();
    expect(store.walkable.blockedAt(160, 160)).toBe(true);
    expect(store.known.blockedAt(161, 160)).toBe(false);
  });

  it("retries a failed fetch, but not at once", async () => {
    const { store, fetched, failures, state } = makeStore(16);
    state.broken = true;
    store.moveTo(0, 0, 0);
    await settle();
    store.moveTo(0, 0, 100);
    await settle();
    expect(fetched).toHaveLength(1);
    expect(failures).toEqual(["offline"]);
    state.broken = false;
    store.moveTo(0, 0, 3000);
    await settle();
    expect(store.ready).toBe(true);
  });
});
