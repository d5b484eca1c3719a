import { expect, it } from "vitest";
import type { ProcessFigures } from "./consoleMessages.ts";
import { NO_LINK } from "./linkSeconds.ts";
import { combineFigures } from "./processFigures.ts";
import { NO_WORLD } from "./worldFigures.ts";

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
  const world = { ...NO_WORLD, tick: 7, online: 8, players: 9, paceReason: "full rate" };
  const link = { linkPackets: 1, linkBytes: 2, linkDropped: 3, linkBreaks: 4 };
  expect(combineFigures([figures(1, [1, 2]), figures(10, [3, 4])], world, link, 1234)).toEqual({
    at: 1234,
    ...world,
    ...link,
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
  const { paceReason, ...sample } = combineFigures([], NO_WORLD, NO_LINK, 0);
  expect(paceReason).toBe("");
  for (const value of Object.values(sample).flat()) expect(value).toBe(0);
});
