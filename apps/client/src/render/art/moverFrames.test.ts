import { describe, expect, it } from "vitest";
import { LOOKS } from "./characterArt.ts";
import { lookOf } from "./moverFrames.ts";

describe("lookOf", () => {
  it("gives a name the same look on every page and in every release", () => {
    expect(["Anna", "Anna 2", "Żółw", "Calico Jill ⚙"].map(lookOf)).toEqual([19, 14, 14, 11]);
  });

  it("uses every look, none much more often than another", () => {
    const counts = new Array<number>(LOOKS).fill(0);
    for (let i = 0; i < LOOKS * 100; i++) counts[lookOf(`Player ${i}`)]++;
    expect(Math.min(...counts)).toBeGreaterThan(50);
    expect(Math.max(...counts)).toBeLessThan(200);
  });
});
