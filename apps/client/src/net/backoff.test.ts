import { describe, expect, it } from "vitest";
import { reconnectDelayMs } from "./backoff.ts";

describe("reconnectDelayMs", () => {
  it("doubles from half a second to ten seconds", () => {
    expect([0, 1, 2, 3, 4, 5, 50].map((attempt) => reconnectDelayMs(attempt, 0.5))).toEqual([
      500, 1000, 2000, 4000, 8000, 10_000, 10_000,
    ]);
  });

  it("spreads over half to one and a half of the delay", () => {
    expect(reconnectDelayMs(2, 0)).toBe(1000);
    expect(reconnectDelayMs(2, 1)).toBe(3000);
  });

  it("keeps to what the server asks, within a minute", () => {
    expect(reconnectDelayMs(0, 0, 7000)).toBe(7000);
    expect(reconnectDelayMs(0, 1, 7000)).toBe(8000);
    expect(reconnectDelayMs(0, 0, 1e9)).toBe(60_000);
    expect(reconnectDelayMs(0, 0, -5)).toBe(0);
  });
});
