import { describe, expect, it } from "vitest";
import { describeReport, makeReport, type WorkerResult } from "./report.ts";
import { Tally } from "./tally.ts";

function makeHarvest(): WorkerResult {
  const tally = new Tally();
  Object.assign(tally.window, {
    frames: 1000,
    keyframes: 10,
    frameBytes: 60_000,
    otherBytes: 4_000,
    moverRecords: 8_000,
    moverBytes: 36_000,
    lootBytes: 2_000,
    hidden: 500,
    inputs: 200,
  });
  Object.assign(tally.run, {
    joined: 50,
    gaps: 2,
    gapsHealed: 1,
    resyncs: 3,
    disconnects: 1,
    missedHeartbeats: 4,
  });
  tally.refused("serverFull");
  tally.cameBack(400.3);
  tally.cameBack(900.2);
  tally.latencies.add(10, 0);
  tally.latencies.add(30, 0);
  tally.steadyLatencies.add(10, 0);
  tally.steadyLatencies.add(30, 0);
  tally.steadyLatencies.endSecond();
  tally.steadyLatencies.add(15, 0);
  tally.steadyLatencies.endSecond();
  return { ...tally.harvest(), playing: 40, gapsOpen: 1, inRoom: { 7: 20, 8: 3 }, cpuSeconds: 0.25 };
}

describe("the report", () => {
  it("sums processes and works out rates by hand-checked arithmetic", () => {
    const report = makeReport(120, [makeHarvest(), makeHarvest()], { seconds: 10, joinSeconds: 1.234 });
    expect(report).toEqual({
      players: 120,
      joined: 100,
      seconds: 10,
      framesPerSecond: 200,
      bytesPerSecondPerPlayer: 160,
      recordsPerSecond: 1600,
      bytesPerRecord: 4.5,
      latencyMs: { p50: 0.1, p95: 20, p99: 20, max: 20 },
      p95BySecondMs: [20, 5],
      gaps: 4,
      resyncs: 6,
      disconnects: 2,
      missedHeartbeats: 8,
      cpuSeconds: 0.5,
      gapsUnhealed: 2,
      connected: 80,
      mostInOneRoom: 40,
      rejoined: 4,
      awayMs: { p50: 400, p95: 900, p99: 900, max: 900 },
      joinSeconds: 1.23,
      inputsPerSecond: 40,
      keyframesPerSecond: 2,
      overheadBytesPerFrame: 22,
      hiddenPerFrame: 0.5,
      staleFrames: 0,
      malformed: 0,
      stalledDisconnects: 0,
      refusals: { serverFull: 2 },
      processes: 2,
    });
  });

  it("has no number that JSON cannot say when nothing came", () => {
    const empty = { ...new Tally().harvest(), playing: 0, gapsOpen: 0, inRoom: {}, cpuSeconds: 0 };
    const report = makeReport(1, [empty], { seconds: 1, joinSeconds: 0 });
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect(describeReport(report)).toContain("0 of 1 joined");
  });
});
