import { describe, expect, it } from "vitest";
import { exampleBodies, exampleMap, linked } from "../../testing/fairLogs.ts";
import { encodeMapChunk } from "../../wire/mapChunk.ts";
import { ChunkGround, chunksOf, closedHunts } from "./chunkGround.ts";
import { verifyLog } from "./verifyLog.ts";

const log = linked(exampleBodies);

describe("the ground from chunks", () => {
  it("is enough to recompute every closed hunt", () => {
    const closed = closedHunts(log);
    expect(closed.map(({ hunt }) => hunt)).toEqual([1, 2, 4]);
    const ground = new ChunkGround(256, 256);
    const places = chunksOf(
      closed.map(({ zone }) => zone),
      256,
      256,
    );
    expect(places.length).toBe(16);
    for (const place of places) {
      const blocked = Uint8Array.from({ length: 256 }, (_, i) => {
        const [x, y] = [place.column * 16 + (i % 16), place.row * 16 + Math.floor(i / 16)];
        return exampleMap.ground.blockedAt(x, y) ? 1 : 0;
      });
      ground.add(place, encodeMapChunk({ blocked, layers: [] }));
    }
    const verdict = verifyLog(log, { version: exampleMap.version, ground });
    expect(verdict.ok && verdict.hunts.filter(({ recomputed }) => recomputed !== undefined).length).toBe(3);
  });

  it("is blocked outside the map and where no chunk was added", () => {
    const ground = new ChunkGround(20, 20);
    ground.add({ column: 0, row: 0 }, encodeMapChunk({ blocked: new Uint8Array(256), layers: [] }));
    expect([ground.blockedAt(3, 3), ground.blockedAt(17, 3), ground.blockedAt(-1, 0)]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it("ends a malformed log where it is malformed", () => {
    expect(closedHunts(null)).toEqual([]);
    const end = log.entries.findIndex(({ body }) => body.type === "cancelled");
    expect(closedHunts({ format: 1, entries: [...log.entries.slice(0, end), 5] }).length).toBe(1);
  });

  it("needs no chunk outside the map", () => {
    expect(chunksOf([{ x: 10, y: 10, width: 500, height: 500 }], 40, 20)).toEqual([
      { column: 0, row: 0 },
      { column: 1, row: 0 },
      { column: 2, row: 0 },
      { column: 0, row: 1 },
      { column: 1, row: 1 },
      { column: 2, row: 1 },
    ]);
  });
});
