import { describe, expect, it } from "vitest";
import { rejection, type WorldTrial } from "./verdict.ts";

const good: WorldTrial = { players: 100, open: 100, lost: 0, frames: 950, due: 1000, p95Ms: 28 };

describe("the criterion", () => {
  it("accepts a trial that meets every limit exactly", () => {
    expect(rejection(good)).toBeUndefined();
    expect(rejection({ ...good, frames: 5000, p95Ms: 0 })).toBeUndefined();
  });

  it.each([
    [{ p95Ms: 28.1 }, "p95 28.1 ms"],
    [{ frames: 949 }, "94.9 % of the frames due arrived"],
    [{ due: 0, frames: 0 }, "0.0 % of the frames due arrived"],
    [{ lost: 1 }, "1 disconnected"],
    [{ open: 99 }, "99 of 100 joined"],
  ])("rejects a trial that misses a limit: %j", (change, words) => {
    expect(rejection({ ...good, ...change })).toBe(words);
  });
});
