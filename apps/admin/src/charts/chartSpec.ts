// A chart as data: its title, its unit, and how each line is read from a sample.
import type { AdminSample } from "@doubloon/shared/protocol/admin";

export interface ChartSeries {
  readonly label: string;
  /** Undefined if this second has no value, such as a round trip while no heartbeat was due. */
  readonly read: (sample: AdminSample) => number | undefined;
}

export interface ChartSpec {
  readonly title: string;
  readonly format: (value: number) => string;
  /** One to three lines, distinguished by colour and dash. */
  readonly series: readonly ChartSeries[];
  /** Whether lines continue across seconds without a value. */
  readonly spanGaps?: boolean;
}

/** Look of each series, by position: the CSS variable of its colour, and its dash in CSS pixels. */
export const SERIES_LOOK = [
  { colour: "--series-1", dash: [] },
  { colour: "--series-2", dash: [6, 3] },
  { colour: "--series-3", dash: [2, 3] },
] as const;
