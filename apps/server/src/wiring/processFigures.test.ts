import { expect, it } from "vitest";
import type { ProcessFigures } from "./consoleMessages.ts";
import { combineFigures } from "./processFigures.ts";

const figures = (value: number, rttBuckets: number[]): ProcessFigures => ({
  frames: value,
  bytes: value,
  keyframes: value,
  drops: value,
  resyncs: value,
  inputs: value,
  refusals: value,
  missedHeartbeats: value,
  rttBuckets,
  rttP50Ms: value,
  rttP95Ms: value,
  rttP99Ms: value,
  tickP95Ms: value,
  tickMaxMs: value,
  loopLagMaxMs: value,
  gcMaxMs: value,
  gcTotalMs: value,
  rssBytes: value,
  heapBytes: value,
});

it("counters and memory of all processes are summed, of times the worst is shown", () => {
  const world = { tick: 7, online: 8, players: 9 };
  expect(combineFigures([figures(1, [1, 2]), figures(10, [3, 4])], world, 1234)).toEqual({
    at: 1234,
    ...world,
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
  const sample = combineFigures([], { tick: 0, online: 0, players: 0 }, 0);
  expect(Object.values(sample).flat()).toEqual(
    Object.values(sample)
      .flat()
      .map(() => 0),
  );
});
