// A chart as data: what it is called, in which unit, and how each line is read from a sample.
import type { AdminSample } from "@doubloon/shared/protocol/admin";

export interface ChartSeries {
  readonly label: string;
  /** Undefined if this second has no such figure, as a round trip when nobody's heartbeat was due. */
  readonly of: (sample: AdminSample) => number | undefined;
}

export interface ChartSpec {
  readonly title: string;
  readonly format: (value: number) => string;
  /** One to three, told apart by colour and by dash. */
  readonly series: readonly ChartSeries[];
  /** Lines go on across seconds without a figure. */
  readonly spanGaps?: boolean;
}

/** By position of the series: the CSS variable of its colour and its dash, in CSS pixels. */
export const SERIES_LOOK = [
  { colour: "--series-1", dash: [] },
  { colour: "--series-2", dash: [6, 3] },
  { colour: "--series-3", dash: [2, 3] },
] as const;
