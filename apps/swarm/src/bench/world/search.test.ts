import { describe, expect, it } from "vitest";
import { searchLargest } from "./search.ts";

/** Searches where sizes up to `limit` are carried; returns the result and the sizes tried. */
async function search(limit: number, start: number, max = 10_000, resolution = 0.05) {
  const tried: number[] = [];
  const found = await searchLargest({ start, factor: 1.5, resolution, max }, async (size) => {
    tried.push(size);
    return size <= limit ? `carried ${size}` : undefined;
  });
  return { found, tried };
}

describe("the search for the largest size", () => {
  it.each([
    [1_000, 1_000],
    [1_000, 10],
    [1_000, 9_000],
    [777, 400],
    [3, 400],
    [1, 400],
  ])("finds %d from a start of %d, within the resolution and never above", async (limit, start) => {
    const { found, tried } = await search(limit, start);
    const size = found?.size ?? 0;
    expect(size).toBeLessThanOrEqual(limit);
    expect(size).toBeGreaterThanOrEqual(Math.min(limit - 1, limit / 1.05));
    expect(found?.result).toBe(`carried ${size}`);
    expect(new Set(tried).size).toBe(tried.length);
  });

  it("never tries more than the maximum", async () => {
    const { found, tried } = await search(99_999, 4_000, 5_000);
    expect(found?.size).toBe(5_000);
    expect(tried).toEqual([4_000, 5_000]);
  });

  it("ends when even size 1 fails", async () => {
    const { found, tried } = await search(0, 10);
    expect(found).toBeUndefined();
    expect(tried.at(-1)).toBe(1);
  });
});
