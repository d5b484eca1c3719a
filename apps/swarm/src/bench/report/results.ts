// The results of the bench, as `--json` prints them and the page and charts show them.
import type { Percentiles } from "../../lib/latencySummary.ts";

export type Latency = Pick<Percentiles, "p50" | "p95" | "p99">;

export interface FanOutRow {
  readonly name: string;
  /** At saturation. */
  readonly framesPerSecond: number;
  /** Share of its core that the server used; well below 1, something else was the limit. */
  readonly coreShare: number;
  readonly cpuMicrosPerFrame: number;
  readonly rssKiBPerConnection: number;
  readonly heapKiBPerConnection: number;
  /** At the fixed rate. */
  readonly latencyMs: Latency;
  /** Share of a core that the load used; near 1, the load may be the limit. */
  readonly loadShare: number;
  /** Share of the frames at the fixed rate that arrived. */
  readonly arrived: number;
  readonly longestGcMs: number;
}

export interface WorldRow {
  readonly name: string;
  readonly playersPerCore: number;
  readonly cpuMicrosPerPlayerSecond: number;
  readonly bytesPerMover: number;
  readonly kibPerSecondPerPlayer: number;
  readonly rssKiBPerPlayer: number;
  readonly latencyMs: Latency;
  readonly longestGcMs: number;
  /** Share of a core that the load used; near 1, the load may be the limit. */
  readonly loadShare: number;
  /** The limit that the next larger number hit. */
  readonly limit: string;
}

export interface CurvePoint {
  readonly spread: "uniform" | "hotspot";
  readonly players: number;
  readonly joined: number;
  readonly cpuMicrosPerPlayerSecond: number;
  readonly kibPerSecondPerPlayer: number;
  readonly framesPerSecondPerPlayer: number;
  readonly latencyMs: Latency;
}

export interface BenchResults {
  readonly fanOut: readonly FanOutRow[];
  readonly world: readonly WorldRow[];
}

export function latencyOf({ p50, p95, p99 }: Percentiles): Latency {
  return { p50, p95, p99 };
}
