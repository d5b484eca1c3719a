import { describe, expect, it } from "vitest";
import { mergeLatencies, percentilesOf } from "../lib/latencySummary.ts";
import { Latencies } from "./latencies.ts";

describe("delivery times", () => {
  it("are relative to the smallest clock difference", () => {
    const latencies = new Latencies();
    for (let i = 0; i < 100; i++) latencies.add(5_000.5 + i + i / 8, 1_000_000 + i);
    expect(percentilesOf(latencies.summary())).toEqual({ p50: 6.2, p95: 11.8, p99: 12.3, max: 12.38 });
  });

  it("are relative to the smallest difference even if it comes last", () => {
    const latencies = new Latencies();
    latencies.add(1_030, 10);
    latencies.add(1_040, 20);
    latencies.add(1_040, 30);
    expect(percentilesOf(latencies.summary())).toEqual({ p50: 10, p95: 10, p99: 10, max: 10 });
  });

  it("survive the wrap of the server clock", () => {
    const latencies = new Latencies();
    latencies.add(100, 0xfffffff0);
    latencies.add(120, 0x00000000);
    expect(percentilesOf(latencies.summary()).max).toBe(4);
  });

  it("keep the clock difference in a new window", () => {
    const latencies = new Latencies();
    latencies.add(100, 100);
    latencies.clear();
    latencies.add(208, 200);
    expect(percentilesOf(latencies.summary())).toEqual({ p50: 8, p95: 8, p99: 8, max: 8 });
  });

  it("out of bounds are counted in the outermost bins", () => {
    const latencies = new Latencies();
    latencies.add(0, 0);
    latencies.add(500_000, 0);
    const { bins, maxMs } = latencies.summary();
    expect(bins.filter((_, i) => i % 2 === 1).reduce((sum, count) => sum + count)).toBe(2);
    expect(maxMs).toBe(500_000);
  });

  it("of several processes are merged, each by its own clock", () => {
    const one = new Latencies();
    one.add(1_000, 0);
    one.add(1_001, 0);
    const other = new Latencies();
    other.add(70_000, 0);
    other.add(70_003, 0);
    const merged = mergeLatencies([one.summary(), other.summary()]);
    expect(merged.bins).toEqual([0, 2, 10, 1, 30, 1]);
    expect(percentilesOf(merged)).toEqual({ p50: 0.1, p95: 3, p99: 3, max: 3 });
  });

  it("are reported by second too, relative to the same difference", () => {
    const latencies = new Latencies();
    latencies.add(100, 100);
    latencies.clear();
    for (const ms of [5, 7]) latencies.add(200 + ms, 200);
    latencies.endSecond();
    latencies.endSecond();
    latencies.add(300, 305);
    latencies.endSecond();
    latencies.add(999, 0);
    const seconds = latencies.bySecond().map((second) => percentilesOf(second));
    // The smallest difference, -5 ms, came last; all seconds are relative to it.
    expect(seconds.map(({ p50, max }) => [p50, max])).toEqual([
      [10.1, 12],
      [0, 0],
      [0, 0],
    ]);
    latencies.clear();
    expect(latencies.bySecond()).toEqual([]);
  });

  it("are 0 without measurements", () => {
    expect(percentilesOf(mergeLatencies([]))).toEqual({ p50: 0, p95: 0, p99: 0, max: 0 });
    expect(percentilesOf(new Latencies().summary())).toEqual({ p50: 0, p95: 0, p99: 0, max: 0 });
  });
});
