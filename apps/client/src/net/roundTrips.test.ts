import { expect, it } from "vitest";
import { RoundTrips } from "./roundTrips.ts";

it("returns the shortest of the last three", () => {
  const trips = new RoundTrips();
  expect([900, 40, 60, 50, 80, 70].map((ms) => trips.add(ms))).toEqual([900, 40, 40, 40, 50, 50]);
});
