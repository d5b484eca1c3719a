import { describe, expect, it } from "vitest";
import { sumAnswers } from "./answerTimes.ts";
import { describeReport, makeReport, type WorkerResult } from "./report.ts";
import { Tally } from "./tally.ts";

function makeResult(): WorkerResult {
  const tally = new Tally();
  Object.assign(tally.window, {
    frames: 1000,
    keyframes: 10,
    frameBytes: 60_000,
    otherBytes: 4_000,
    moverRecords: 8_000,
    moverBytes: 36_000,
    lootBytes: 2_000,
    omitted: 500,
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
  tally.countRefusal("serverFull");
  tally.countRejoin(400.3);
  tally.countRejoin(900.2);
  tally.latencies.add(10, 0);
  tally.latencies.add(30, 0);
  tally.steadyLatencies.add(10, 0);
  tally.steadyLatencies.add(30, 0);
  tally.steadyLatencies.endSecond();
  tally.steadyLatencies.add(15, 0);
  tally.steadyLatencies.endSecond();
  return {
    ...tally.result(),
    playing: 40,
    gapsOpen: 1,
    hunters: 3,
    inRoom: { 7: 20, 8: 3 },
    cpuSeconds: 0.25,
  };
}

describe("the report", () => {
  it("sums processes and computes rates, checked by hand", () => {
    const report = makeReport(120, [makeResult(), makeResult()], { seconds: 10, joinSeconds: 1.234 });
    expect(report).toEqual({
      players: 120,
      joined: 100,
      seconds: 10,
      framesPerSecond: 200,
      bytesPerSecondPerPlayer: 160,
      otherBytesPerSecondPerPlayer: 10,
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
      hunt: { hunters: 6, readings: 0, clues: 0, digs: 0, finds: 0, answers: sumAnswers([]) },
      staleFrames: 0,
      malformed: 0,
      stalledDisconnects: 0,
      refusals: { serverFull: 2 },
      processes: 2,
    });
  });

  it("has only numbers that JSON can hold when nothing arrived", () => {
    const empty = { ...new Tally().result(), playing: 0, gapsOpen: 0, hunters: 0, inRoom: {}, cpuSeconds: 0 };
    const report = makeReport(1, [empty], { seconds: 1, joinSeconds: 0 });
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect(describeReport(report)).toContain("0 of 1 joined");
  });
});
