import type { MoverId } from "@doubloon/shared/ids";
import { describe, expect, it } from "vitest";
import { NameCache } from "./nameCache.ts";

const movers = (...ids: number[]) => ids as MoverId[];
const inView = (...ids: number[]) => new Map(ids.map((id) => [id as MoverId, true]));

describe("NameCache", () => {
  it("requests each unknown mover once, in batches of at most 256", () => {
    const cache = new NameCache();
    const many = Array.from({ length: 300 }, (_, i) => i as MoverId);
    expect(cache.unknown(many, 0)).toHaveLength(256);
    expect(cache.unknown(many, 100)).toEqual([]);
    expect(cache.unknown(many, 300)).toEqual(many.slice(256));
    cache.add({ 3: "Anne" });
    expect(cache.nameOf(3 as MoverId)).toBe("Anne");
    expect(cache.unknown(many, 10_000)).not.toContain(3);
  });

  it("forgets movers that left the view, because their numbers are reused", () => {
    const cache = new NameCache();
    cache.unknown(movers(1, 2), 0);
    cache.add({ 1: "Anne", 2: "Mary" });
    cache.keepOnly(inView(2));
    expect(cache.nameOf(1 as MoverId)).toBeUndefined();
    expect(cache.nameOf(2 as MoverId)).toBe("Mary");
    expect(cache.unknown(movers(1, 2), 1000)).toEqual([1]);
  });

  it("ignores names of movers that left in the meantime or were not requested", () => {
    const cache = new NameCache();
    cache.unknown(movers(1), 0);
    cache.keepOnly(inView());
    cache.add({ 1: "Anne", 9: "Nobody" });
    expect(cache.nameOf(1 as MoverId)).toBeUndefined();
    expect(cache.nameOf(9 as MoverId)).toBeUndefined();
  });
});
