import { describe, expect, it } from "vitest";
import { Pacer } from "./pacer.ts";

describe("a pacer", () => {
  it("adds up to its rate, fractions included", () => {
    const pacer = new Pacer(333, 0);
    let all = 0;
    for (let ms = 10; ms <= 10_000; ms += 10) all += pacer.due(ms);
    expect(all).toBeGreaterThanOrEqual(3329);
    expect(all).toBeLessThanOrEqual(3330);
  });

  it("does not catch up a long pause", () => {
    const pacer = new Pacer(1000, 0);
    expect(pacer.due(60_000)).toBe(100);
  });
});
