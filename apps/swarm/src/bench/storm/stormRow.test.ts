import { describe, expect, it } from "vitest";
import { sumAnswers } from "../../load/answerTimes.ts";
import { Latencies } from "../../load/latencies.ts";
import type { Report } from "../../load/report.ts";
import { describeStorm, stormRow } from "./stormRow.ts";

const report: Report = {
  players: 100,
  joined: 100,
  seconds: 30,
  framesPerSecond: 210,
  bytesPerSecondPerPlayer: 1,
  otherBytesPerSecondPerPlayer: 1,
  recordsPerSecond: 1,
  bytesPerRecord: 1,
  latencyMs: { p50: 2, p95: 7, p99: 30, max: 60 },
  p95BySecondMs: [],
  gaps: 0,
  resyncs: 0,
  disconnects: 0,
  missedHeartbeats: 0,
  cpuSeconds: 3,
  gapsUnhealed: 0,
  connected: 100,
  mostInOneRoom: 9,
  rejoined: 0,
  awayMs: { p50: 0, p95: 0, p99: 0, max: 0 },
  joinSeconds: 1,
  inputsPerSecond: 1,
  keyframesPerSecond: 0,
  overheadBytesPerFrame: 22,
  hiddenPerFrame: 0,
  hunt: { hunters: 0, readings: 0, clues: 0, digs: 0, finds: 0, answers: sumAnswers([]) },
  staleFrames: 0,
  malformed: 0,
  stalledDisconnects: 0,
  refusals: {},
  processes: 1,
};
/** Seconds with one frame each, this late. */
function secondsOf(lateMs: readonly number[]) {
  const latencies = new Latencies();
  latencies.add(0, 0);
  latencies.clear();
  for (const ms of lateMs) {
    latencies.add(ms, 0);
    latencies.endSecond();
  }
  return latencies.bySecond();
}
const common = { report, serverCores: 1.234, loadAverages: [1, 2], deathSecond: undefined };

describe("a storm's row", () => {
  it("compares a steady load with its targets", () => {
    const seconds = secondsOf([3, 41, 3]);
    const row = stormRow({ ...common, kind: "steady", neighbour: undefined, seconds });
    expect(row).toMatchObject({ framesPerSecondPerPlayer: 2.1, worstSecondP95Ms: 41, swarmCores: 0.1 });
    expect(row.targets.map(({ limit, met }) => [limit, met])).toEqual([
      [2, true],
      [8, true],
      [25, false],
      [40, false],
    ]);
    const beside = stormRow({ ...common, kind: "steady", neighbour: "quarter", seconds });
    expect(beside.targets.every(({ met }) => met)).toBe(true);
    expect(describeStorm(row)).toContain("worst second's p95 ms: 41, limit 40: missed");
  });

  it("judges the seconds after a busy period separately", () => {
    const late: number[] = Array.from({ length: 30 }, (_, i) => (i === 8 ? 150 : i === 11 ? 60 : 3));
    const core = { ...common, kind: "steady", neighbour: "core" } as const;
    const row = stormRow({ ...core, seconds: secondsOf(late) });
    expect(row).toMatchObject({ worstSecondP95Ms: 150, worstAfterVisitMs: 3 });
    expect(row.targets.every(({ met }) => met)).toBe(true);
    late[12] = 25;
    expect(stormRow({ ...core, seconds: secondsOf(late) }).targets.at(-1)).toMatchObject({
      reached: 25,
      met: false,
    });
  });

  it("judges a hunt by delivery, bytes and ticks, and tells how long answers took", () => {
    const answers = { read: [9, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], dig: [0, 2], probe: [] };
    const hunt = { hunters: 99, readings: 13, clues: 0, digs: 2, finds: 1, answers };
    const played = { ...report, bytesPerSecondPerPlayer: 2_561, hunt };
    const storm = {
      ...common,
      report: played,
      neighbour: undefined,
      seconds: secondsOf([3]),
      tickP99Ms: 4.9,
    };
    const row = stormRow({ ...storm, kind: "hunters" });
    expect(row.targets.map(({ limit, met }) => [limit, met])).toEqual([
      [2, true],
      [10, true],
      [2_500, false],
      [5, true],
    ]);
    expect(describeStorm(row)).toContain(
      "answers    read: 0 ticks 9, 1 tick 3, more 1\nanswers    dig: 1 tick 2\n",
    );
    // 2.1 frames a second: ten ticks from one to the next.
    expect(row.hunt).toMatchObject({ answeredInTimePercent: 93.3, frameTicks: 10 });
    const slow = { ...played, framesPerSecond: 100 };
    expect(stormRow({ ...storm, report: slow, kind: "hunters" }).hunt?.answeredInTimePercent).toBe(93.3);
    const cache = stormRow({ ...storm, kind: "cache" });
    expect(cache.targets.map(({ limit, met }) => [limit, met])).toEqual([
      [2, true],
      [28, true],
    ]);
  });

  it("reports how long a crash had an effect, and on whom", () => {
    const seconds = secondsOf([2, 2, 2, 2, 2, 90, 80, 2, 300]);
    const awayMs = { p50: 900, p95: 1500, p99: 1600, max: 1700 };
    const dead = { ...report, disconnects: 50, rejoined: 50, awayMs };
    const death = { ...common, kind: "death", neighbour: undefined, deathSecond: 5, seconds } as const;
    const row = stormRow({ ...death, report: dead });
    expect(row.death).toMatchObject({ cutOff: 50, cameBack: 50, awayMostMs: 1700, othersP95Ms: 90 });
    expect(row.targets.every(({ met }) => met)).toBe(true);
    expect(stormRow({ ...death, report: { ...dead, rejoined: 49 } }).targets[2]).toMatchObject({
      met: false,
    });
    const nobody = { ...report, disconnects: 0 };
    expect(stormRow({ ...death, report: nobody }).targets[0]).toMatchObject({ met: false });
  });
});
