import { expect, it } from "vitest";
import { shadeColor, shadeStrength } from "./chartOverlay.ts";
import { tornEdge } from "./pieces.ts";

it("a piece is torn within its square, the same way each time and another way for another piece", () => {
  const edge = tornEdge(240, 7);
  for (const [x, y] of edge) {
    expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
    expect(Math.max(x, y)).toBeLessThanOrEqual(240);
    // The tear leaves most of the picture.
    expect(Math.min(x, y, 240 - x, 240 - y)).toBeLessThan(240 * 0.12);
  }
  expect(tornEdge(240, 7)).toEqual(edge);
  expect(tornEdge(240, 8)).not.toEqual(edge);
});

it("a likelier cell is darker and more opaque, an impossible one is not drawn", () => {
  expect(shadeColor(0)[3]).toBe(0);
  const light = ([red, green, blue]: readonly number[]): number => 0.3 * red + 0.59 * green + 0.11 * blue;
  for (let value = 1; value < 256; value++) {
    const before = shadeColor(value - 1);
    const now = shadeColor(value);
    expect(now[3]).toBeGreaterThanOrEqual(before[3]);
    expect(light(now)).toBeLessThanOrEqual(light(before) + 1);
  }
});

it("a chart that says nothing is not drawn, and one that says much is drawn in full", () => {
  const chart = (likely: number): Uint8Array => new Uint8Array(100).fill(255, 0, likely).fill(20, likely);
  expect(shadeStrength(chart(100))).toBe(0);
  expect(shadeStrength(chart(2))).toBeGreaterThan(0.9);
  expect(shadeStrength(chart(50))).toBeLessThan(shadeStrength(chart(10)));
  expect(shadeStrength(new Uint8Array(0))).toBe(1);
});
