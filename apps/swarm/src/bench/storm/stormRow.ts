// The result of a storm, compared with its targets. Arithmetic only.
import { TICK_HZ } from "@doubloon/shared/time";
import { ratio, rounded } from "../../lib/arithmetic.ts";
import { type LatencySummary, mergeLatencies, percentilesOf } from "../../lib/latencySummary.ts";
import { type AnswerCounts, answeredWithin, describeAnswers } from "../../load/answerTimes.ts";
import type { Report } from "../../load/report.ts";
import { isQuietSecond, type NeighbourKind } from "../neighbour/neighbourPlan.ts";
import { type Latency, latencyOf } from "../report/results.ts";
import { huntKinds, type StormKind } from "./stormPlan.ts";

export interface StormRow {
  readonly kind: StormKind;
  readonly neighbour: NeighbourKind | "none";
  readonly players: number;
  readonly joined: number;
  readonly connected: number;
  readonly joinSeconds: number;
  readonly mostInOneRoom: number;
  readonly framesPerSecondPerPlayer: number;
  /** Of all players, over the whole window. */
  readonly latencyMs: Latency;
  /** The p95 of each second, of players who have never lost their connection. */
  readonly p95BySecondMs: readonly number[];
  readonly worstSecondP95Ms: number;
  /** The worst second's p95 more than 3 s after each busy period of neighbour `core`; otherwise undefined. */
  readonly worstAfterVisitMs: number | undefined;
  /** Players disconnected by a gateway's crash, how many of them rejoined, and how long they were away, in ms. */
  readonly death:
    | {
        readonly cutOff: number;
        readonly cameBack: number;
        readonly awayP50Ms: number;
        readonly awayP95Ms: number;
        readonly awayMostMs: number;
        /** The other players' p95 from the crash until the last one has rejoined. */
        readonly othersP95Ms: number;
      }
    | undefined;
  /** Of a hunt that all players take part in. */
  readonly hunt:
    | {
        readonly hunters: number;
        readonly readings: number;
        readonly digs: number;
        readonly finds: number;
        readonly answers: AnswerCounts;
        /** Share of the answers that came within one frame after the tick, in percent; and how many ticks that is. */
        readonly answeredInTimePercent: number;
        readonly frameTicks: number;
        readonly otherBytesPerSecondPerPlayer: number;
        readonly bytesPerSecondPerPlayer: number;
        readonly tickP99Ms: number;
      }
    | undefined;
  readonly gaps: number;
  readonly disconnects: number;
  readonly missedHeartbeats: number;
  readonly serverCores: number;
  readonly swarmCores: number;
  /** One-minute load averages before and after the window; they show other load on the machine. */
  readonly loadAverages: readonly number[];
  /** The targets, and whether they were met. */
  readonly targets: readonly Target[];
}

export interface Target {
  readonly what: string;
  readonly limit: number;
  readonly reached: number;
  readonly met: boolean;
}

export interface StormMeasurements {
  readonly kind: StormKind;
  readonly neighbour: NeighbourKind | undefined;
  readonly report: Report;
  readonly seconds: readonly LatencySummary[];
  /** The second of the window in which a gateway is killed. */
  readonly deathSecond: number | undefined;
  readonly serverCores: number;
  /** The world's ticks in the window, in ms; read for a hunt only. */
  readonly tickP99Ms?: number | undefined;
  readonly loadAverages: readonly number[];
}

/** Limits of a steady load of 25,000 players, in ms: p95, p99, worst second's p95. See docs/storm.md. */
const STEADY_MS = { none: [8, 25, 40], quarter: [12, 40, 60], core: [undefined, undefined, 200] } as const;
const AFTER_BUSY_MS = 20;
const HOTSPOT_P95_MS = 40;
/** Of the hunts: p95 of delivery in ms; for one hunt in its usual zone also bytes a second per player, and the tick's p99 in ms. */
const HUNTERS_P95_MS = 10;
const HUNTERS_BYTES = 2_500;
const HUNTERS_TICK_MS = 5;
const CACHE_P95_MS = 28;
const REJOINED_WITHIN_MS = 10_000;
const OTHERS_P95_MS = 100;
const MIN_FRAMES_PER_SECOND = 2;
/** Frames at the edges of the window may be missed. */
const FRAMES_TOLERANCE = 0.98;

export function stormRow(measured: StormMeasurements): StormRow {
  const { kind, neighbour, report, seconds, deathSecond } = measured;
  const p95BySecondMs = seconds.map((second) => percentilesOf(second).p95);
  const worst = (values: readonly number[]): number => Math.max(0, ...values);
  const quiet = p95BySecondMs.filter((_, i) => neighbour === "core" && isQuietSecond(neighbour, i));
  const until = deathSecond === undefined ? 0 : deathSecond + Math.ceil(report.awayMs.max / 1000);
  const row: Omit<StormRow, "targets"> = {
    kind,
    neighbour: neighbour ?? "none",
    players: report.players,
    joined: report.joined,
    connected: report.connected,
    joinSeconds: report.joinSeconds,
    mostInOneRoom: report.mostInOneRoom,
    framesPerSecondPerPlayer: rounded(report.framesPerSecond / Math.max(1, report.connected), 2),
    latencyMs: latencyOf(report.latencyMs),
    p95BySecondMs,
    worstSecondP95Ms: worst(p95BySecondMs),
    worstAfterVisitMs: neighbour === "core" ? worst(quiet) : undefined,
    death:
      deathSecond === undefined
        ? undefined
        : {
            cutOff: report.disconnects,
            cameBack: report.rejoined,
            awayP50Ms: report.awayMs.p50,
            awayP95Ms: report.awayMs.p95,
            awayMostMs: report.awayMs.max,
            othersP95Ms: percentilesOf(mergeLatencies(seconds.slice(deathSecond, until))).p95,
          },
    hunt: (huntKinds as readonly string[]).includes(kind)
      ? {
          ...pick(report.hunt),
          answeredInTimePercent: answeredWithin(report.hunt.answers, ticksOfFrame(report) + 1),
          frameTicks: ticksOfFrame(report),
          otherBytesPerSecondPerPlayer: report.otherBytesPerSecondPerPlayer,
          bytesPerSecondPerPlayer: report.bytesPerSecondPerPlayer,
          tickP99Ms: measured.tickP99Ms ?? 0,
        }
      : undefined,
    gaps: report.gaps,
    disconnects: report.disconnects,
    missedHeartbeats: report.missedHeartbeats,
    serverCores: rounded(measured.serverCores, 2),
    swarmCores: rounded(report.cpuSeconds / report.seconds, 2),
    loadAverages: measured.loadAverages,
  };
  return { ...row, targets: targetsOf(row) };
}

/** Ticks from one frame to the next, on average. */
function ticksOfFrame({ framesPerSecond, connected }: Report): number {
  return Math.round(ratio(TICK_HZ * connected, framesPerSecond));
}

function pick({ hunters, readings, digs, finds, answers }: Report["hunt"]) {
  return { hunters, readings, digs, finds, answers };
}

function targetsOf(row: Omit<StormRow, "targets">): Target[] {
  const targets: Target[] = [];
  const atMost = (what: string, limit: number | undefined, reached: number | undefined): void => {
    if (limit !== undefined && reached !== undefined)
      targets.push({ what, limit, reached, met: reached <= limit });
  };
  if (row.kind === "death") {
    const cutOff = row.death?.cutOff ?? 0;
    targets.push({ what: "players disconnected", limit: 1, reached: cutOff, met: cutOff >= 1 });
    atMost("all rejoined after ms", REJOINED_WITHIN_MS, row.death?.awayMostMs);
    atMost("not rejoined", 0, cutOff - (row.death?.cameBack ?? 0));
    atMost("others' p95 ms until then", OTHERS_P95_MS, row.death?.othersP95Ms);
    return targets;
  }
  targets.push({
    what: "frames a second per player",
    limit: MIN_FRAMES_PER_SECOND,
    reached: row.framesPerSecondPerPlayer,
    met: row.framesPerSecondPerPlayer >= FRAMES_TOLERANCE * MIN_FRAMES_PER_SECOND,
  });
  if (row.kind === "hotspot") atMost("p95 ms", HOTSPOT_P95_MS, row.latencyMs.p95);
  else if (row.kind === "cache") atMost("p95 ms", CACHE_P95_MS, row.latencyMs.p95);
  else if (row.kind === "hunters") {
    atMost("p95 ms", HUNTERS_P95_MS, row.latencyMs.p95);
    atMost("bytes a second per player", HUNTERS_BYTES, row.hunt?.bytesPerSecondPerPlayer);
    atMost("tick's p99 ms", HUNTERS_TICK_MS, row.hunt?.tickP99Ms);
  } else {
    const [p95, p99, second] = STEADY_MS[row.neighbour];
    atMost("p95 ms", p95, row.latencyMs.p95);
    atMost("p99 ms", p99, row.latencyMs.p99);
    atMost("worst second's p95 ms", second, row.worstSecondP95Ms);
    atMost("worst second's p95 ms 3 s after a busy period", AFTER_BUSY_MS, row.worstAfterVisitMs);
  }
  return targets;
}

/** A row as text. */
export function describeStorm(row: StormRow): string {
  const { latencyMs: ms, death, hunt } = row;
  const lines = [
    `storm      ${row.kind}, neighbour ${row.neighbour}, ${row.joined} of ${row.players} players joined in ${row.joinSeconds} s, ${row.connected} connected at the end (${row.mostInOneRoom} in one room)`,
    `frames     ${row.framesPerSecondPerPlayer} a second per player`,
    `latency    p50 ${ms.p50} ms, p95 ${ms.p95} ms, p99 ${ms.p99} ms, worst second's p95 ${row.worstSecondP95Ms} ms`,
    `by second  ${row.p95BySecondMs.join(" ")}`,
    `errors     ${row.gaps} gaps, ${row.disconnects} disconnects, ${row.missedHeartbeats} heartbeats missed`,
    `cores      server ${row.serverCores}, swarm ${row.swarmCores}, load averages ${row.loadAverages.map((load) => load.toFixed(1)).join(" and ")}`,
  ];
  if (hunt !== undefined) {
    lines.push(
      `hunt       ${hunt.hunters} hunters; ${hunt.readings} readings, ${hunt.digs} digs, ${hunt.finds} finds; ${hunt.bytesPerSecondPerPlayer} bytes a second per player, ${hunt.otherBytesPerSecondPerPlayer} of them not frames; tick's p99 ${hunt.tickP99Ms} ms`,
      ...describeAnswers(hunt.answers).map((line) => `answers    ${line}`),
      `answers    ${hunt.answeredInTimePercent} % within a frame (${hunt.frameTicks} ticks) after the next tick`,
    );
  }
  if (death !== undefined) {
    lines.push(
      `crash      ${death.cutOff} disconnected, ${death.cameBack} rejoined: half within ${death.awayP50Ms} ms, 19 in 20 within ${death.awayP95Ms} ms, the last after ${death.awayMostMs} ms`,
    );
  }
  for (const { what, limit, reached, met } of row.targets) {
    lines.push(`target     ${what}: ${reached}, limit ${limit}: ${met ? "met" : "missed"}`);
  }
  return lines.join("\n");
}
