// Turns samples into the data of a chart and its text alternative. Pure.
import type { AdminSample } from "@doubloon/shared/protocol/admin";
import type { ChartSeries, ChartSpec } from "./chartSpec.ts";

/** Samples further apart than this, in ms, have a gap between them. */
const GAP_MS = 2_500;

/** Columns of equal length: times in Unix seconds, then the values of each series; null where there is no value. */
export type ChartColumns = [number[], ...(number | null)[][]];

/** A row of nulls marks missing seconds, so that no line is drawn across them. */
export function chartColumns(samples: readonly AdminSample[], series: readonly ChartSeries[]): ChartColumns {
  const times: number[] = [];
  const values = series.map((): (number | null)[] => []);
  let previousAt = Number.POSITIVE_INFINITY;
  for (const sample of samples) {
    if (sample.at - previousAt > GAP_MS) {
      times.push((previousAt + 1) / 1_000);
      for (const column of values) column.push(null);
    }
    times.push(sample.at / 1_000);
    series.forEach(({ read }, i) => {
      values[i].push(read(sample) ?? null);
    });
    previousAt = sample.at;
  }
  return [times, ...values];
}

/** The upper end of an axis that starts at 0: the next 1, 2 or 5 times a power of ten. */
export function niceMax(max: number): number {
  if (!(max > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(max));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= max) ?? 10;
  return step * power;
}

export interface SeriesSummary {
  readonly label: string;
  readonly now: number | undefined;
  readonly lowest: number | undefined;
  readonly mean: number | undefined;
  readonly highest: number | undefined;
}

/** A line in numbers; `now` is its newest value. */
export function summarize(samples: readonly AdminSample[], series: ChartSeries): SeriesSummary {
  const values = samples.map(series.read).filter((value) => value !== undefined);
  const some = values.length > 0;
  return {
    label: series.label,
    now: values.at(-1),
    lowest: some ? Math.min(...values) : undefined,
    mean: some ? values.reduce((sum, value) => sum + value, 0) / values.length : undefined,
    highest: some ? Math.max(...values) : undefined,
  };
}

/** A chart in words, for screen readers. */
export function describeChart(spec: ChartSpec, samples: readonly AdminSample[]): string {
  const lines = spec.series.map((series) => {
    const { label, now, lowest, highest } = summarize(samples, series);
    if (now === undefined || lowest === undefined || highest === undefined) return `${label}: no values yet`;
    return `${label}: now ${spec.format(now)}, from ${spec.format(lowest)} to ${spec.format(highest)}`;
  });
  return `${spec.title} over the last five minutes. ${lines.join(". ")}.`;
}
