// The report of a run: sums the results of all processes and computes the rates. Arithmetic only.
import { ratio, rounded, total } from "../lib/arithmetic.ts";
import {
  type LatencySummary,
  mergeLatencies,
  type Percentiles,
  percentilesOf,
  summaryOfWholeMs,
} from "../lib/latencySummary.ts";
import { type AnswerCounts, describeAnswers, sumAnswers } from "./answerTimes.ts";
import type { PlayersResult } from "./players.ts";
import type { RunCounts, WindowCounts } from "./tally.ts";

/** The result of one process. */
export interface WorkerResult extends PlayersResult {
  /** CPU time of the process in the measured window. */
  readonly cpuSeconds: number;
}

/** The object of `--json`. Rates cover the measured window, counts of events the whole run. */
export interface Report {
  /** Players requested. */
  readonly players: number;
  /** Players who joined at least once. */
  readonly joined: number;
  readonly seconds: number;
  /** Of all players together. */
  readonly framesPerSecond: number;
  /** All received bytes, WebSocket headers included, divided by the players connected at the end. */
  readonly bytesPerSecondPerPlayer: number;
  /** Of these, what is not frames: messages of the hunt, awards, boards. */
  readonly otherBytesPerSecondPerPlayer: number;
  /** State records, motion changes and removals of all players together. */
  readonly recordsPerSecond: number;
  readonly bytesPerRecord: number;
  readonly latencyMs: Percentiles;
  /** The p95 of each second of the window, of players who have never lost their connection; 0 for a second without frames. */
  readonly p95BySecondMs: readonly number[];
  readonly gaps: number;
  readonly resyncs: number;
  readonly disconnects: number;
  readonly missedHeartbeats: number;
  /** CPU time of the swarm in the measured window. */
  readonly cpuSeconds: number;
  readonly gapsUnhealed: number;
  /** Players connected at the end. */
  readonly connected: number;
  /** Players in the fullest room at the end. */
  readonly mostInOneRoom: number;
  readonly rejoined: number;
  /** How long the rejoined players were away, in whole ms. */
  readonly awayMs: Percentiles;
  readonly joinSeconds: number;
  readonly inputsPerSecond: number;
  readonly keyframesPerSecond: number;
  /** Bytes of a frame outside its mover and loot records: its header and the WebSocket header. */
  readonly overheadBytesPerFrame: number;
  /** Movers that a frame omitted, on average. */
  readonly hiddenPerFrame: number;
  /** Hunters in a hunt at the end; the rest counts the measured window, of all hunters together. */
  readonly hunt: {
    readonly hunters: number;
    readonly readings: number;
    readonly clues: number;
    readonly digs: number;
    readonly finds: number;
    readonly answers: AnswerCounts;
  };
  readonly staleFrames: number;
  readonly malformed: number;
  readonly stalledDisconnects: number;
  /** Refusals by code. */
  readonly refusals: Readonly<Record<string, number>>;
  readonly processes: number;
}

/** Durations of the run. */
export interface RunTimes {
  readonly seconds: number;
  readonly joinSeconds: number;
}

/** Makes the report of a run of `players` players. */
export function makeReport(players: number, results: readonly WorkerResult[], times: RunTimes): Report {
  const window = sumOf<WindowCounts>(results.map(({ window: each }) => each));
  const run = sumOf<RunCounts>(results.map(({ run: each }) => each));
  const connected = total(results, ({ playing }) => playing);
  const perSecond = (count: number) => rounded(count / times.seconds, 1);
  const bytes = window.frameBytes + window.otherBytes;
  const overhead = window.frameBytes - window.moverBytes - window.lootBytes;
  return {
    players,
    joined: run.joined,
    seconds: rounded(times.seconds, 2),
    framesPerSecond: perSecond(window.frames),
    bytesPerSecondPerPlayer: rounded(ratio(bytes / times.seconds, connected), 1),
    otherBytesPerSecondPerPlayer: rounded(ratio(window.otherBytes / times.seconds, connected), 1),
    recordsPerSecond: perSecond(window.moverRecords),
    bytesPerRecord: rounded(ratio(window.moverBytes, window.moverRecords), 3),
    latencyMs: percentilesOf(mergeLatencies(results.map(({ latencies }) => latencies))),
    p95BySecondMs: bySecond(results).map((second) => percentilesOf(second).p95),
    gaps: run.gaps,
    resyncs: run.resyncs,
    disconnects: run.disconnects,
    missedHeartbeats: run.missedHeartbeats,
    cpuSeconds: rounded(
      total(results, ({ cpuSeconds }) => cpuSeconds),
      2,
    ),
    gapsUnhealed: total(results, ({ gapsOpen }) => gapsOpen),
    connected,
    mostInOneRoom: Math.max(
      0,
      ...Object.values(sumOf<Record<string, number>>(results.map(({ inRoom }) => inRoom))),
    ),
    rejoined: run.rejoined,
    awayMs: percentilesOf(summaryOfWholeMs(results.flatMap(({ awayMs }) => awayMs))),
    joinSeconds: rounded(times.joinSeconds, 2),
    inputsPerSecond: perSecond(window.inputs),
    keyframesPerSecond: perSecond(window.keyframes),
    overheadBytesPerFrame: rounded(ratio(overhead, window.frames), 2),
    hiddenPerFrame: rounded(ratio(window.omitted, window.frames), 2),
    hunt: {
      hunters: total(results, ({ hunters }) => hunters),
      readings: window.readings,
      clues: window.clues,
      digs: window.digs,
      finds: window.finds,
      answers: sumAnswers(results.map(({ answers }) => answers)),
    },
    staleFrames: run.stale,
    malformed: run.malformed,
    stalledDisconnects: run.stalledDisconnects,
    refusals: sumOf<Record<string, number>>(results.map(({ refusals }) => refusals)),
    processes: results.length,
  };
}

/** The seconds of all processes merged, as many as every process has. */
export function bySecond(results: readonly WorkerResult[]): LatencySummary[] {
  const seconds = Math.min(...results.map(({ steadyBySecond }) => steadyBySecond.length));
  return Array.from({ length: seconds }, (_, i) =>
    mergeLatencies(results.map(({ steadyBySecond }) => steadyBySecond[i])),
  );
}

/** The report as text. */
export function describeReport(report: Report): string {
  const { latencyMs: ms, awayMs: away, hunt } = report;
  const refusals = Object.entries(report.refusals).map(([code, count]) => `${code} ${count}`);
  return [
    `players    ${report.joined} of ${report.players} joined in ${report.joinSeconds} s, ${report.connected} connected at the end (${report.mostInOneRoom} in one room), ${report.disconnects} disconnects, ${report.rejoined} rejoined`,
    `away       p50 ${away.p50} ms, p95 ${away.p95} ms, max ${away.max} ms`,
    `frames     ${report.framesPerSecond} a second in total (${report.keyframesPerSecond} keyframes), ${report.overheadBytesPerFrame} header bytes each`,
    `bytes      ${report.bytesPerSecondPerPlayer} a second per player, ${report.otherBytesPerSecondPerPlayer} of them not frames`,
    `records    ${report.recordsPerSecond} movers a second in total, ${report.bytesPerRecord} bytes each, ${report.hiddenPerFrame} omitted per frame`,
    `inputs     ${report.inputsPerSecond} a second in total`,
    `hunt       ${hunt.hunters} hunters in a hunt at the end; ${hunt.readings} readings, ${hunt.clues} clues, ${hunt.digs} digs, ${hunt.finds} finds`,
    ...describeAnswers(hunt.answers).map((line) => `answers    ${line}`),
    `latency    p50 ${ms.p50} ms, p95 ${ms.p95} ms, p99 ${ms.p99} ms, max ${ms.max} ms`,
    `seconds    worst p95 of one second ${Math.max(0, ...report.p95BySecondMs)} ms`,
    `gaps       ${report.gaps} (${report.gapsUnhealed} not closed), ${report.resyncs} resyncs, ${report.staleFrames} stale, ${report.malformed} malformed`,
    `heartbeats ${report.missedHeartbeats} missed`,
    `refusals   ${refusals.length === 0 ? "none" : refusals.join(", ")}`,
    `swarm      ${report.cpuSeconds} CPU seconds in ${report.seconds} s, ${report.processes} process${report.processes === 1 ? "" : "es"}`,
  ].join("\n");
}

function sumOf<T>(rows: readonly Readonly<Partial<Record<keyof T, number>>>[]): T {
  const sums: Record<string, number> = {};
  for (const row of rows) {
    for (const [key, count] of Object.entries<number>(row as Record<string, number>)) {
      sums[key] = (sums[key] ?? 0) + count;
    }
  }
  return sums as T;
}
