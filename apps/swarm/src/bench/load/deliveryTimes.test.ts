import { expect, it } from "vitest";
import { percentilesOf } from "../../lib/latencySummary.ts";
import { msBetween, stampAt } from "../monotonicMicros.ts";
import { DeliveryTimes } from "./deliveryTimes.ts";

it("gives percentiles of times without an offset", () => {
  const times = new DeliveryTimes();
  for (let i = 1; i <= 100; i++) times.add(i - 0.5);
  expect(percentilesOf(times.summary())).toEqual({ p50: 49.6, p95: 94.6, p99: 98.6, max: 99.5 });
  times.clear();
  expect(percentilesOf(times.summary()).max).toBe(0);
});

it("reads stamps across their wrap", () => {
  expect(msBetween(0xffffff00, 0x00000100)).toBe(0.512);
  const sent = stampAt(1000);
  expect(msBetween(sent, stampAt(1002.5))).toBeCloseTo(2.5, 2);
});
