import { describe, expect, it } from "vitest";
import { HotspotWalker } from "./hotspotWalker.ts";
import { WalkableMap } from "./mapGround.ts";
import { Route } from "./route.ts";

/** A ground from a drawing: `#` is blocked. */
function ground(...rows: readonly string[]): WalkableMap {
  const blocked = Uint8Array.from(rows.join(""), (char) => (char === "#" ? 1 : 0));
  return new WalkableMap(rows[0].length, rows.length, blocked);
}

const middle = (column: number, row: number) => ({ x: (column + 0.5) * 256, y: (row + 0.5) * 256 });
const steady = () => 0.5;

const maze = ground(
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

describe("the way to one place", () => {
  it("leads round every wall, stretch by stretch, each walked straight", () => {
    const goal = middle(7, 4);
    const route = new Route(maze, goal);
    let place: { readonly x: number; readonly y: number } = middle(9, 8);
    for (let stretches = 0; place.x !== goal.x || place.y !== goal.y; stretches++) {
      expect(stretches).toBeLessThan(40);
      const stretch = route.from(place);
      if (stretch === undefined) throw new Error(`no way from ${place.x}, ${place.y}`);
      expect(route.walkTicks(place, stretch)).toBe(stretch.ticks);
      place = stretch;
    }
  });

  it("ends at the goal, and where there is none", () => {
    expect(new Route(maze, middle(7, 4)).from(middle(7, 4))).toBeUndefined();
    const island = ground("..#..");
    expect(new Route(island, middle(0, 0)).from(middle(4, 0))).toBeUndefined();
  });

  it("takes open ground in one stretch", () => {
    const open = ground(...new Array<string>(12).fill("............"));
    expect(new Route(open, middle(11, 7)).from(middle(0, 0))).toMatchObject(middle(11, 7));
  });
});

describe("a pilgrim", () => {
  it("waits for the end of each walk, gets there and strolls", () => {
    const route = new Route(maze, middle(9, 6));
    const pilgrim = new HotspotWalker(middle(0, 8));
    expect(pilgrim.next(route, steady, 0)).toBeDefined();
    expect(pilgrim.next(route, steady, 1)).toBeUndefined();
    let last: { readonly x: number; readonly y: number } | undefined;
    for (let minute = 1; minute < 30; minute++) last = pilgrim.next(route, steady, minute * 60_000) ?? last;
    expect(last).toMatchObject(middle(9, 6));
    let throws = 0;
    const near = () => [0.6, 0.5][throws++ % 2];
    const stroll = pilgrim.next(route, near, 40 * 60_000);
    expect(stroll).toBeUndefined();
    const open = new Route(ground(...new Array<string>(9).fill(".........")), middle(4, 4));
    const there = new HotspotWalker(middle(4, 4));
    expect(there.next(open, near, 0)).toMatchObject({ x: middle(4, 4).x + 205, y: middle(4, 4).y });
  });
});
