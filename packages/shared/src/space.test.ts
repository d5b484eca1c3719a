import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RoomId } from "./ids.ts";
import {
  CHUNK_SUB,
  insideMap,
  makeChunkGrid,
  roomAt,
  roomCount,
  roomsAround,
  TILE_SUB,
  VIEW_SUB,
  viewOriginX,
  viewOriginY,
} from "./space.ts";
import { roomSees } from "./testing/roomSees.ts";

const anyGrid = fc
  .tuple(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 600 }))
  .map(([width, height]) => makeChunkGrid(width, height));

const aFraction = fc.double({ min: 0, max: 0.999999, noNaN: true });

describe("S2 chunks are rooms", () => {
  it("S2 the last column and row may lie partly outside the map", () => {
    const grid = makeChunkGrid(17, 16);
    expect([grid.chunksWide, grid.chunksHigh, roomCount(grid)]).toEqual([2, 1, 2]);
  });

  it("S2 a map with more chunks than room ids is refused", () => {
    expect(() => makeChunkGrid(4096, 4096)).not.toThrow();
    expect(() => makeChunkGrid(4097, 4096)).toThrow(/chunks, expected at most 65536/);
    expect(() => makeChunkGrid(0, 4)).toThrow(/0 tiles/);
    expect(() => makeChunkGrid(4, 2.5)).toThrow(/2.5 tiles/);
  });
});

describe("S3 positions and rooms", () => {
  it("S3 every position inside the map lies in one room and in that room's view", () => {
    fc.assert(
      fc.property(anyGrid, aFraction, aFraction, (grid, u, v) => {
        const x = Math.floor(u * grid.widthTiles * TILE_SUB);
        const y = Math.floor(v * grid.heightTiles * TILE_SUB);
        const room = roomAt(grid, x, y);
        expect(insideMap(grid, x, y)).toBe(true);
        expect(room).toBeLessThan(roomCount(grid));
        expect(x - viewOriginX(grid, room)).toBeGreaterThanOrEqual(CHUNK_SUB);
        expect(x - viewOriginX(grid, room)).toBeLessThan(2 * CHUNK_SUB);
        expect(y - viewOriginY(grid, room)).toBeGreaterThanOrEqual(CHUNK_SUB);
        expect(y - viewOriginY(grid, room)).toBeLessThan(2 * CHUNK_SUB);
        expect(2 * CHUNK_SUB).toBeLessThan(VIEW_SUB);
      }),
      { seed: 1 },
    );
  });

  it("S3 the rooms around a room are those whose view contains it", () => {
    fc.assert(
      fc.property(anyGrid, fc.nat(), (grid, pick) => {
        const room = (pick % roomCount(grid)) as RoomId;
        const expected = [];
        for (let other = 0; other < roomCount(grid); other++) {
          if (roomSees(grid, other as RoomId, room)) expected.push(other);
        }
        expect(roomsAround(grid, room)).toEqual(expected);
      }),
      { numRuns: 50, seed: 1 },
    );
  });
});
