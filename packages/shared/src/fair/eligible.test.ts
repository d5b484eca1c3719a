import { describe, expect, it } from "vitest";
import { eligibleTiles } from "./eligible.ts";

/** A ground of text: `.` is free. Blocked outside. */
function textGround(rows: readonly string[]) {
  return { blockedAt: (x: number, y: number) => rows[y]?.[x] !== "." };
}

describe("eligible tiles", () => {
  it("are the largest part of the zone that one can walk through, without diagonal steps", () => {
    const ground = textGround(["..#....", "..#.##.", "###....", "...#..."]);
    const { tiles } = eligibleTiles({ x: 0, y: 0, width: 7, height: 4 }, ground);
    expect([...tiles]).toEqual([3, 4, 5, 6, 10, 13, 17, 18, 19, 20, 25, 26, 27]);
  });

  it("count only ways inside the zone", () => {
    const ground = textGround(["..#..", "....."]);
    expect([...eligibleTiles({ x: 0, y: 0, width: 5, height: 1 }, ground).tiles]).toEqual([0, 1]);
    expect([...eligibleTiles({ x: 1, y: 0, width: 4, height: 1 }, ground).tiles]).toEqual([2, 3]);
  });

  it("of two equal parts are those of the first", () => {
    const { tiles } = eligibleTiles({ x: 0, y: 0, width: 3, height: 1 }, textGround([".#."]));
    expect([...tiles]).toEqual([0]);
  });

  it("are none in a zone of blocked tiles or beyond the map", () => {
    expect(eligibleTiles({ x: 5, y: 5, width: 8, height: 8 }, textGround(["."])).tiles.length).toBe(0);
  });

  it("have a hash of their own for each zone and each set of tiles", () => {
    const ground = textGround(["....", "...."]);
    const zones = [
      { x: 0, y: 0, width: 2, height: 2 },
      { x: 1, y: 0, width: 2, height: 2 },
      { x: 0, y: 0, width: 4, height: 1 },
    ];
    const hashes = zones.map((zone) => eligibleTiles(zone, ground).hash);
    hashes.push(eligibleTiles(zones[0], textGround([".#..", "...."])).hash);
    expect(new Set(hashes).size).toBe(4);
  });
});
