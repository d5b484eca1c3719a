import fc from "fast-check";
import { expect, it } from "vitest";
import { HEADING_DX, HEADING_DY, HEADINGS, headingToward, STEP_SUB } from "./heading.ts";

it("M1 the table is the circle of 64 units, rounded", () => {
  for (let h = 0; h < HEADINGS; h++) {
    const angle = (h * 2 * Math.PI) / HEADINGS;
    expect(Math.abs(HEADING_DX[h] - STEP_SUB * Math.cos(angle))).toBeLessThanOrEqual(0.5);
    expect(Math.abs(HEADING_DY[h] - STEP_SUB * Math.sin(angle))).toBeLessThanOrEqual(0.5);
  }
  expect([0, 16, 32, 48].map((h) => [HEADING_DX[h], HEADING_DY[h]])).toEqual([
    [64, 0],
    [0, 64],
    [-64, 0],
    [0, -64],
  ]);
});

it("M1 the heading toward a point is within 4 degrees of its direction", () => {
  const far = fc.integer({ min: -(2 ** 20), max: 2 ** 20 });
  fc.assert(
    fc.property(far, far, (dx, dy) => {
      fc.pre(dx !== 0 || dy !== 0);
      const heading = headingToward(dx, dy);
      const off = Math.atan2(dy, dx) - Math.atan2(HEADING_DY[heading], HEADING_DX[heading]);
      const turn = Math.abs(Math.atan2(Math.sin(off), Math.cos(off)));
      expect((turn * 180) / Math.PI).toBeLessThan(4);
    }),
    { seed: 1 },
  );
});
