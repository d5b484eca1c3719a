import { describe, expect, it } from "vitest";
import { tick } from "../../testing/hunts.ts";
import { nearMissOf, nearMissText } from "./nearMiss.ts";

const cache = (tileX: number, tier: string, mimic = false) => ({
  tileX,
  tileY: 50,
  tier,
  mimic,
  found: true,
});
const at = (seconds: number, tileX: number) => ({ tick: tick(1_000 + 20 * seconds), tileX, tileY: 50 });

describe("a near miss", () => {
  it("is the nearest approach, with its time", () => {
    const miss = nearMissOf([at(10, 100), at(252, 92), at(300, 120)], [cache(90, "crown")], []);
    expect(miss && nearMissText(miss, tick(1_000))).toBe("At 4:12 you stood two steps from the crown.");
  });

  it("prefers the crown to a nearer cache, and the nearer of other caches", () => {
    const path = [at(1, 80), at(2, 99)];
    expect(nearMissOf(path, [cache(81, "sea chest"), cache(90, "crown")], [])?.tier).toBe("crown");
    expect(nearMissOf(path, [cache(81, "sea chest"), cache(105, "brass box")], [])?.tier).toBe("sea chest");
  });

  it("is no cache that the player dug up, no mimic, and none far away", () => {
    expect(nearMissOf([at(1, 90)], [cache(90, "crown")], ["90,50"])).toBeUndefined();
    expect(nearMissOf([at(1, 90)], [cache(91, "sea chest", true)], [])).toBeUndefined();
    expect(nearMissOf([at(1, 90)], [cache(103, "crown")], [])).toBeUndefined();
    expect(nearMissOf([], [cache(90, "crown")], [])).toBeUndefined();
  });

  it("has no time if the hunt's beginning was not seen", () => {
    const miss = { tier: "iron box", tiles: 1, tick: tick(500) };
    expect(nearMissText(miss, undefined)).toBe("You once stood one step from an iron box.");
    expect(nearMissText({ ...miss, tiles: 0 }, tick(500))).toBe("At 0:00 you stood right on an iron box.");
  });
});
