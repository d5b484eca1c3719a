import { bodyFits, Gait, type Ground, Intent, stepWalker, type Walker } from "@doubloon/shared/movement";
import { TILE_SUB } from "@doubloon/shared/space";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textGround } from "../testing/textGround.ts";
import { findPath, type Waypoint } from "./findPath.ts";

/** Walks the legs one after the other with the shared movement rule. Returns the end position. */
function walk(ground: Ground, from: Waypoint, path: readonly Waypoint[]): Waypoint {
  const walker: Walker = {
    ...from,
    heading: 0,
    gait: Gait.stopped,
    intent: Intent.stop,
    targetX: 0,
    targetY: 0,
    fast: false,
  };
  const resting = (): boolean => walker.intent === Intent.stop;
  for (const { x, y } of path) {
    walker.intent = Intent.point;
    walker.targetX = x;
    walker.targetY = y;
    for (let tick = 0; tick < 2000 && !resting(); tick++) stepWalker(walker, ground);
  }
  return { x: walker.x, y: walker.y };
}

describe("findPath", () => {
  it("goes straight where nothing is in the way", () => {
    const ground = textGround("A....", ".....", "....B");
    expect(findPath(ground, ground.at("A"), ground.at("B"))).toEqual([ground.at("B")]);
  });

  it("goes around walls in few legs", () => {
    const ground = textGround(
      "..........",
      ".A.#......",
      "...#......",
      "...#...B..",
      "...#......",
      "..........",
    );
    const path = findPath(ground, ground.at("A"), ground.at("B"));
    expect(path.length).toBeLessThanOrEqual(4);
    expect(walk(ground, ground.at("A"), path)).toEqual(ground.at("B"));
  });

  it("gets as close as possible to a point that cannot be reached", () => {
    const ground = textGround("A....", ".####", ".#B#.", ".####", ".....");
    const path = findPath(ground, ground.at("A"), ground.at("B"));
    const end = walk(ground, ground.at("A"), path);
    expect(bodyFits(ground, end.x, end.y)).toBe(true);
    expect(Math.hypot(end.x - ground.at("B").x, end.y - ground.at("B").y)).toBeLessThanOrEqual(
      2.1 * TILE_SUB,
    );
  });

  it("stays where it is if no reachable point is nearer", () => {
    const ground = textGround("###", "#A#", "###");
    expect(findPath(ground, ground.at("A"), { x: 10 * TILE_SUB, y: 10 * TILE_SUB })).toEqual([]);
  });

  it("M6 finds legs that the movement rule completes, on any ground", () => {
    const side = 12;
    const cells = fc.array(fc.integer({ min: 0, max: 3 }), {
      minLength: side * side,
      maxLength: side * side,
    });
    const spot = fc.tuple(fc.nat(side - 1), fc.nat(side - 1));
    fc.assert(
      fc.property(cells, spot, spot, (blocked, [fromX, fromY], [toX, toY]) => {
        const ground: Ground = {
          blockedAt: (x, y) =>
            x < 0 ||
            y < 0 ||
            x >= side ||
            y >= side ||
            (blocked[y * side + x] === 0 && !(x === fromX && y === fromY)),
        };
        const center = (tile: number): number => tile * TILE_SUB + TILE_SUB / 2;
        const from = { x: center(fromX), y: center(fromY) };
        const path = findPath(ground, from, { x: center(toX), y: center(toY) });
        if (path.length > 0) expect(walk(ground, from, path)).toEqual(path.at(-1));
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});
