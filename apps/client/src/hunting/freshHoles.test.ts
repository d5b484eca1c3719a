import { Mark } from "@doubloon/shared/hunt/marks";
import { expect, it } from "vitest";
import { FreshHoles } from "./freshHoles.ts";

const marks = (...at: readonly (readonly [x: number, kind?: number])[]) =>
  new Map(at.map(([tileX, kind = Mark.hole]) => [tileX, { tileX, tileY: 5, kind }]));

it("a hole is fresh if it appears near the player, and only once", () => {
  const holes = new FreshHoles();
  expect(holes.look(marks([10]), 10, 5)).toEqual([]);
  expect(holes.look(marks([10], [12], [13, Mark.struck], [14, 3]), 10, 5).map(({ tileX }) => tileX)).toEqual([
    12,
  ]);
  expect(holes.look(marks([10], [12]), 10, 5)).toEqual([]);
});

it("a hole that comes into view from afar, or with a new connection, may be an old one", () => {
  const holes = new FreshHoles();
  holes.look(marks(), 10, 5);
  expect(holes.look(marks([19]), 10, 5)).toEqual([]);
  expect(holes.look(marks([19]), 18, 5)).toEqual([]);
  holes.reset();
  expect(holes.look(marks([18], [19]), 18, 5)).toEqual([]);
});
