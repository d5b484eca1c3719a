// Charts of figures of the console's sample: unit and labels come from the shared table of figures.
import type { AdminSample } from "@doubloon/shared/protocol/admin";
import { SAMPLE_ROWS, type SampleFigure } from "@doubloon/shared/protocol/figures";
import { FORMATS } from "../figureFormat.ts";
import type { ChartSeries, ChartSpec } from "./chartSpec.ts";

/** One line of a chart; `isMissing` says for which seconds the figure has no value. */
export function figureSeries(
  figure: SampleFigure,
  isMissing: (sample: AdminSample) => boolean = () => false,
): ChartSeries {
  return {
    label: SAMPLE_ROWS[figure].label,
    read: (sample) => (isMissing(sample) ? undefined : sample[figure]),
  };
}

/** A chart of one to three figures that have the same unit. */
export function figureChart(title: string, figures: readonly [SampleFigure, ...SampleFigure[]]): ChartSpec {
  const series = figures.map((figure) => figureSeries(figure));
  return { title, format: FORMATS[SAMPLE_ROWS[figures[0]].unit], series };
}
