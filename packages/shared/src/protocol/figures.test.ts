import { expect, it } from "vitest";
import {
  combineProcesses,
  GATEWAY_ROWS,
  gatewayProcessFigures,
  type ProcessFigure,
  type ProcessFigures,
  processFigures,
  SAMPLE_ROWS,
} from "./figures.ts";

const figures = (value: number, rttBuckets: number[]): ProcessFigures => ({
  ...(Object.fromEntries(processFigures.map((name) => [name, value])) as Record<ProcessFigure, number>),
  rttBuckets,
});

it("counters and memory of all processes are summed, of times the longest is taken", () => {
  expect(combineProcesses([figures(1, [1, 2]), figures(10, [3, 4])])).toMatchObject({
    framesPerSecond: 11,
    bytesPerSecond: 11,
    inputsPerSecond: 11,
    droppedFrames: 11,
    resyncs: 11,
    missedHeartbeats: 11,
    refusals: 11,
    rttBuckets: [4, 6],
    rttP50Ms: 10,
    rttP95Ms: 10,
    rttP99Ms: 10,
    tickP95Ms: 10,
    tickMaxMs: 10,
    eventLoopLagMaxMs: 10,
    gcMaxMs: 10,
    gcTotalMs: 10,
    rssBytes: 11,
    heapBytes: 11,
  });
});

it("without any process there are zeros", () => {
  for (const value of Object.values(combineProcesses([])).flat()) expect(value).toBe(0);
});

it("a gateway's row has its own names", () => {
  expect(gatewayProcessFigures({ ...figures(1, []), loopLagMaxMs: 7, drops: 2 })).toMatchObject({
    framesPerSecond: 1,
    bytesPerSecond: 1,
    droppedFrames: 2,
    rttP95Ms: 1,
    lagMs: 7,
    gcMaxMs: 1,
    rssBytes: 1,
  });
});

it("every figure of the console has a label", () => {
  const sample = Object.keys(combineProcesses([])).filter((name) => name !== "rttBuckets");
  for (const name of sample) expect(SAMPLE_ROWS).toHaveProperty(name);
  for (const name of Object.keys(gatewayProcessFigures(figures(1, []))))
    expect(GATEWAY_ROWS).toHaveProperty(name);
});
