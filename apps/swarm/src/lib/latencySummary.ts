// Delivery times as counted bins of 0.1 ms: merging, and the swarm's one percentile. Hand-written instead of
// `createHistogram` of perf_hooks, because summaries travel between processes and are merged afterwards, and because the
// swarm subtracts the clock offset after the measurement; a perf_hooks histogram can neither be sent over IPC nor shifted.

/** Bins to a millisecond. */
export const BINS_PER_MS = 10;

/** Pairs of a bin and its count, ascending by bin, in a plain array that can be sent over IPC. */
export interface LatencySummary {
  readonly bins: readonly number[];
  readonly maxMs: number;
}

/** Percentiles in ms; all 0 if nothing was measured. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** The bins of `counts` that are not empty, each moved down by `offset` and not below 0. */
export function nonEmptyBins(counts: Uint32Array, offset = 0): number[] {
  const bins: number[] = [];
  for (let i = 0; i < counts.length; i++) if (counts[i] > 0) bins.push(Math.max(0, i - offset), counts[i]);
  return bins;
}

/** Several summaries as one. */
export function mergeLatencies(summaries: readonly LatencySummary[]): LatencySummary {
  const counts = new Map<number, number>();
  for (const { bins } of summaries) {
    for (let i = 0; i < bins.length; i += 2) counts.set(bins[i], (counts.get(bins[i]) ?? 0) + bins[i + 1]);
  }
  const bins = [...counts].sort(([a], [b]) => a - b).flat();
  return { bins, maxMs: Math.max(0, ...summaries.map(({ maxMs }) => maxMs)) };
}

/** Durations rounded to whole ms, so that their percentiles are whole ms too. */
export function summaryOfWholeMs(durationsMs: readonly number[]): LatencySummary {
  // The bin whose upper edge is the whole millisecond.
  return binned(durationsMs.map(Math.round), (ms) => ms * BINS_PER_MS - 1);
}

/** Durations in ms as bins. */
export function summaryOf(durationsMs: readonly number[]): LatencySummary {
  return binned(durationsMs, (ms) => Math.floor(ms * BINS_PER_MS));
}

function binned(durationsMs: readonly number[], binOf: (ms: number) => number): LatencySummary {
  const ascending = [...durationsMs].sort((a, b) => a - b);
  return { bins: ascending.flatMap((ms) => [binOf(ms), 1]), maxMs: ascending.at(-1) ?? 0 };
}

/** The percentiles of a summary. Each is the upper edge of its bin, so it is never below the true value. */
export function percentilesOf({ bins, maxMs }: LatencySummary): Percentiles {
  let count = 0;
  for (let i = 1; i < bins.length; i += 2) count += bins[i];
  const at = (share: number): number => {
    let seen = 0;
    for (let i = 0; i < bins.length; i += 2) {
      seen += bins[i + 1];
      if (seen >= share * count) return round(Math.min((bins[i] + 1) / BINS_PER_MS, maxMs));
    }
    return 0;
  };
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: round(maxMs) };
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}
