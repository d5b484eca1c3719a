import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tick } from "../testing/hunts.ts";
import { memoryStorage } from "../testing/memoryStorage.ts";
import { READINGS_KEY, ReadingArchive, readArchive } from "./readingArchive.ts";

const reading = (thread: number, cellX: number, band = 2) => ({
  thread,
  tick: tick(9),
  cellX,
  cellY: 4,
  band,
});
const HOUR_MS = 3_600_000;

describe("the archive of readings", () => {
  it("gives a thread's readings back after a reload", () => {
    const storage = memoryStorage();
    const archive = new ReadingArchive(storage);
    archive.add(5, reading(1, 10), 1_000);
    archive.add(5, reading(2, 11), 2_000);
    expect(archive.add(5, reading(1, 10, 3), 3_000)).toBe(false);
    const reloaded = new ReadingArchive(storage);
    expect(reloaded.ofThread(5, 1, 4_000)).toEqual([reading(1, 10)]);
    expect(reloaded.ofThread(5, 3, 4_000)).toEqual([]);
    expect(reloaded.ofThread(6, 1, 4_000)).toEqual([]);
  });

  it("does not take readings of another world's hunt for those of this one", () => {
    const archive = new ReadingArchive(undefined);
    archive.add(5, reading(1, 10), 0);
    expect(archive.ofThread(5, 1, HOUR_MS)).toEqual([]);
    archive.add(5, reading(1, 10, 4), HOUR_MS);
    expect(archive.ofThread(5, 1, HOUR_MS)).toEqual([reading(1, 10, 4)]);
  });

  it("is bounded in hunts and in readings", () => {
    const storage = memoryStorage();
    const archive = new ReadingArchive(storage);
    for (let i = 0; i < 300; i++) archive.add(1, reading(1, i), 0);
    for (let hunt = 2; hunt < 12; hunt++) archive.add(hunt, reading(1, 1), 0);
    archive.add(11, reading(2, 2), 0);
    expect(archive.hunts.map(({ hunt }) => hunt)).toEqual([6, 7, 8, 9, 10, 11]);
    const full = new ReadingArchive(memoryStorage());
    for (let i = 0; i < 300; i++) full.add(1, reading(1, i), 0);
    expect(full.hunts[0].readings).toHaveLength(240);
    expect(full.hunts[0].readings.at(-1)).toEqual(reading(1, 299));
  });

  it("skips what is damaged, whatever is stored", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const storage = memoryStorage();
        storage.setItem(READINGS_KEY, text);
        expect(Array.isArray(readArchive(storage))).toBe(true);
      }),
      { seed: 1 },
    );
    const storage = memoryStorage();
    const good = { hunt: 1, atMs: 3, readings: [reading(1, 1), { ...reading(1, 2), band: 6 }, null] };
    storage.setItem(READINGS_KEY, JSON.stringify([good, { hunt: -1 }, 7]));
    expect(readArchive(storage)).toEqual([{ hunt: 1, atMs: 3, readings: [reading(1, 1)] }]);
  });
});
