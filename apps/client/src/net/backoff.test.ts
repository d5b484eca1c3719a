import { describe, expect, it } from "vitest";
import { reconnectDelayMs } from "./backoff.ts";

describe("reconnectDelayMs", () => {
  it("doubles from 0.5 s to 10 s", () => {
    expect([0, 1, 2, 3, 4, 5, 50].map((attempt) => reconnectDelayMs(attempt, 0.5))).toEqual([
      500, 1000, 2000, 4000, 8000, 10_000, 10_000,
    ]);
  });

  it("spreads over 50 % to 150 % of the delay", () => {
    expect(reconnectDelayMs(2, 0)).toBe(1000);
    expect(reconnectDelayMs(2, 1)).toBe(3000);
  });

  it("uses the delay that the server requests, up to a minute", () => {
    expect(reconnectDelayMs(0, 0, 7000)).toBe(7000);
    expect(reconnectDelayMs(0, 1, 7000)).toBe(8000);
    expect(reconnectDelayMs(0, 0, 1e9)).toBe(60_000);
    expect(reconnectDelayMs(0, 0, -5)).toBe(0);
  });
});
