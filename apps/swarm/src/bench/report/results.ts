// The bench's results, as `--json` prints them and the page and the charts show them.
import type { Percentiles } from "../../lib/latencySummary.ts";

export type Latency = Pick<Percentiles, "p50" | "p95" | "p99">;

export interface FanOutRow {
  readonly name: string;
  /** At saturation. */
  readonly framesPerSecond: number;
  /** Part of the core that the server had meanwhile: well below 1, something else held it back. */
  readonly coreShare: number;
  readonly cpuMicrosPerFrame: number;
  readonly rssKiBPerConnection: number;
  readonly heapKiBPerConnection: number;
  /** At the fixed load. */
  readonly latencyMs: Latency;
  /** Part of a core that the load took meanwhile: near 1, the load may be what limits. */
  readonly loadShare: number;
  /** Part of the fixed load's frames that arrived. */
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
  /** Part of a core that the load took: near 1, the load may be what limits. */
  readonly loadShare: number;
  /** What ended the search above. */
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

/** Rounds to `digits` decimals. */
export function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

export function latencyOf({ p50, p95, p99 }: Percentiles): Latency {
  return { p50, p95, p99 };
}
