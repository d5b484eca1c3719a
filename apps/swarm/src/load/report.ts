// What a run comes to: sums the harvests of all processes and works out the rates. Arithmetic only.

import { type LatencySummary, mergeLatencies, type Percentiles, percentilesOf } from "./latencies.ts";
import type { PlayersResult } from "./players.ts";
import type { RunCounts, WindowCounts } from "./tally.ts";

/** What one process brings home. */
export interface WorkerResult extends PlayersResult {
  /** CPU time of the process in the measured window. */
  readonly cpuSeconds: number;
}

/** The object of `--json`. Rates are of the measured window, counts of events of the whole run. */
export interface Report {
  /** Players asked for. */
  readonly players: number;
  /** Players who came in at least once. */
  readonly joined: number;
  readonly seconds: number;
  /** Of all players together. */
  readonly framesPerSecond: number;
  /** Everything that came, WebSocket headers included, by players connected at the end. */
  readonly bytesPerSecondPerPlayer: number;
  /** Mover records (full, turn, gone) of all players together. */
  readonly recordsPerSecond: number;
  readonly bytesPerRecord: number;
  readonly latencyMs: Percentiles;
  /** The p95 of each second of the window, of players who have never lost their connection; 0 if nothing came. */
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
  /** How long those who came back had been away. */
  readonly awayMs: Percentiles;
  readonly joinSeconds: number;
  readonly inputsPerSecond: number;
  readonly keyframesPerSecond: number;
  /** Bytes of a frame that are neither mover nor loot record: its header and WebSocket's. */
  readonly overheadBytesPerFrame: number;
  /** Movers that a frame left out, on average. */
  readonly hiddenPerFrame: number;
  readonly staleFrames: number;
  readonly malformed: number;
  readonly stalledDisconnects: number;
  /** Refusals by code. */
  readonly refusals: Readonly<Record<string, number>>;
  readonly processes: number;
}

/** Times of the run as a whole. */
export interface RunTimes {
  readonly seconds: number;
  readonly joinSeconds: number;
}

/** Makes the report of a run of `players` players. */
export function makeReport(players: number, harvests: readonly WorkerResult[], times: RunTimes): Report {
  const window = sumOf<WindowCounts>(harvests.map((harvest) => harvest.window));
  const run = sumOf<RunCounts>(harvests.map((harvest) => harvest.run));
  const connected = total(harvests.map(({ playing }) => playing));
  const perSecond = (count: number) => rounded(count / times.seconds, 1);
  const bytes = window.frameBytes + window.otherBytes;
  const overhead = window.frameBytes - window.moverBytes - window.lootBytes;
  return {
    players,
    joined: run.joined,
    seconds: rounded(times.seconds, 2),
    framesPerSecond: perSecond(window.frames),
    bytesPerSecondPerPlayer: rounded(share(bytes / times.seconds, connected), 1),
    recordsPerSecond: perSecond(window.moverRecords),
    bytesPerRecord: rounded(share(window.moverBytes, window.moverRecords), 3),
    latencyMs: percentilesOf(mergeLatencies(harvests.map(({ latencies }) => latencies))),
    p95BySecondMs: bySecond(harvests).map((second) => percentilesOf(second).p95),
    gaps: run.gaps,
    resyncs: run.resyncs,
    disconnects: run.disconnects,
    missedHeartbeats: run.missedHeartbeats,
    cpuSeconds: rounded(total(harvests.map(({ cpuSeconds }) => cpuSeconds)), 2),
    gapsUnhealed: total(harvests.map(({ gapsOpen }) => gapsOpen)),
    connected,
    mostInOneRoom: Math.max(
      0,
      ...Object.values(sumOf<Record<string, number>>(harvests.map(({ inRoom }) => inRoom))),
    ),
    rejoined: run.rejoined,
    awayMs: ranked(harvests.flatMap(({ awayMs }) => awayMs)),
    joinSeconds: rounded(times.joinSeconds, 2),
    inputsPerSecond: perSecond(window.inputs),
    keyframesPerSecond: perSecond(window.keyframes),
    overheadBytesPerFrame: rounded(share(overhead, window.frames), 2),
    hiddenPerFrame: rounded(share(window.hidden, window.frames), 2),
    staleFrames: run.stale,
    malformed: run.malformed,
    stalledDisconnects: run.stalledDisconnects,
    refusals: sumOf<Record<string, number>>(harvests.map(({ refusals }) => refusals)),
    processes: harvests.length,
  };
}

/** The seconds of all processes as one, as many as all have. */
export function bySecond(harvests: readonly WorkerResult[]): LatencySummary[] {
  const seconds = Math.min(...harvests.map(({ steadyBySecond }) => steadyBySecond.length));
  return Array.from({ length: seconds }, (_, i) =>
    mergeLatencies(harvests.map(({ steadyBySecond }) => steadyBySecond[i])),
  );
}

/** A report for a reader. */
export function describeReport(report: Report): string {
  const { latencyMs: ms, awayMs: away } = report;
  const refusals = Object.entries(report.refusals).map(([code, count]) => `${code} ${count}`);
  return [
    `players    ${report.joined} of ${report.players} joined in ${report.joinSeconds} s, ${report.connected} connected at the end (${report.mostInOneRoom} in one room), ${report.disconnects} disconnects, ${report.rejoined} came back`,
    `away       p50 ${away.p50} ms, p95 ${away.p95} ms, max ${away.max} ms`,
    `frames     ${report.framesPerSecond} a second in all (${report.keyframesPerSecond} keyframes), ${report.overheadBytesPerFrame} bytes of headers each`,
    `bytes      ${report.bytesPerSecondPerPlayer} a second and player`,
    `records    ${report.recordsPerSecond} movers a second in all, ${report.bytesPerRecord} bytes each, ${report.hiddenPerFrame} left out a frame`,
    `inputs     ${report.inputsPerSecond} a second in all`,
    `latency    p50 ${ms.p50} ms, p95 ${ms.p95} ms, p99 ${ms.p99} ms, max ${ms.max} ms`,
    `seconds    the worst one's p95 ${Math.max(0, ...report.p95BySecondMs)} ms`,
    `gaps       ${report.gaps} (${report.gapsUnhealed} not healed), ${report.resyncs} resyncs, ${report.staleFrames} stale, ${report.malformed} malformed`,
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

/** Percentiles in whole ms; all 0 if there is none. */
function ranked(values: readonly number[]): Percentiles {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number): number => Math.round(sorted[Math.ceil(part * sorted.length) - 1] ?? 0);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
