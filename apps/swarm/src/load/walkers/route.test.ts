import { describe, expect, it } from "vitest";
import { Route } from "../../walking/route.ts";
import { WalkableMap } from "../../walking/walkableMap.ts";
import { HotspotWalker } from "./hotspotWalker.ts";

/** A map from a drawing: `#` is blocked. */
function mapOf(...rows: readonly string[]): WalkableMap {
  const blocked = Uint8Array.from(rows.join(""), (char) => (char === "#" ? 1 : 0));
  return new WalkableMap(rows[0].length, rows.length, blocked);
}

const middle = (column: number, row: number) => ({ x: (column + 0.5) * 256, y: (row + 0.5) * 256 });
const steady = () => 0.5;

const maze = mapOf(
  "..........", //
  ".########.",
  ".#......#.",
  ".#.####.#.",
  ".#.#....#.",
  ".#.######.",
  ".#........",
  ".#########",
  "..........",
);

describe("a route", () => {
  it("leads around every wall, in segments that can be walked straight", () => {
    const goal = middle(7, 4);
    const route = new Route(maze, goal);
    let position: { readonly x: number; readonly y: number } = middle(9, 8);
    for (let segments = 0; position.x !== goal.x || position.y !== goal.y; segments++) {
      expect(segments).toBeLessThan(40);
      const segment = route.from(position);
      if (segment === undefined) throw new Error(`no route from ${position.x}, ${position.y}`);
      expect(route.walkTicks(position, segment)).toBe(segment.ticks);
      position = segment;
    }
  });

  it("ends at the goal, and has no segment where there is no path", () => {
    expect(new Route(maze, middle(7, 4)).from(middle(7, 4))).toBeUndefined();
    const island = mapOf("..#..");
    expect(new Route(island, middle(0, 0)).from(middle(4, 0))).toBeUndefined();
  });

  it("crosses open ground in one segment", () => {
    const open = mapOf(...new Array<string>(12).fill("............"));
    expect(new Route(open, middle(11, 7)).from(middle(0, 0))).toMatchObject(middle(11, 7));
  });
});

describe("a hotspot walker", () => {
  it("waits for the end of each walk, arrives, and walks around at the hotspot", () => {
    const route = new Route(maze, middle(9, 6));
    const walker = new HotspotWalker(middle(0, 8));
    expect(walker.next(route, steady, 0)).toBeDefined();
    expect(walker.next(route, steady, 1)).toBeUndefined();
    let last: { readonly x: number; readonly y: number } | undefined;
    for (let minute = 1; minute < 30; minute++) last = walker.next(route, steady, minute * 60_000) ?? last;
    expect(last).toMatchObject(middle(9, 6));
    let rolls = 0;
    const near = () => [0.6, 0.5][rolls++ % 2];
    const stroll = walker.next(route, near, 40 * 60_000);
    expect(stroll).toBeUndefined();
    const open = new Route(mapOf(...new Array<string>(9).fill(".........")), middle(4, 4));
    const there = new HotspotWalker(middle(4, 4));
    expect(there.next(open, near, 0)).toMatchObject({ x: middle(4, 4).x + 205, y: middle(4, 4).y });
  });
});
