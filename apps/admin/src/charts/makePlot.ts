// Draws a chart with uPlot on a canvas as wide as its container: five minutes up to the newest sample, the value axis
// from 0 to a round number.
import { ADMIN_HISTORY_SAMPLES } from "@doubloon/shared/protocol/admin";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { niceMax } from "./chartData.ts";
import { type ChartSpec, SERIES_LOOK } from "./chartSpec.ts";

const HEIGHT_PX = 116;
/** Keeps lines off the upper edge. */
const HEADROOM = 1.03;
const FONT = "11px system-ui, sans-serif";

/** Draws into `container` and follows its width. `onPoint` gets the column under the pointer. */
export function makePlot(
  container: HTMLElement,
  spec: ChartSpec,
  onPoint: (column: number | undefined) => void,
): { plot: uPlot; destroy: () => void } {
  const styles = getComputedStyle(container);
  const colour = (variable: string) => styles.getPropertyValue(variable).trim();
  const axis = {
    stroke: colour("--text-soft"),
    font: FONT,
    grid: { stroke: colour("--grid"), width: 1 },
    ticks: { show: false },
  };
  const plot = new uPlot(
    {
      width: container.clientWidth || 300,
      height: HEIGHT_PX,
      padding: [8, 16, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
      select: { show: false, left: 0, top: 0, width: 0, height: 0 },
      scales: {
        x: { time: false, range: (_plot, _min, max) => [max - ADMIN_HISTORY_SAMPLES, max] },
        y: { range: (_plot, _min, max) => [0, niceMax(max * HEADROOM)] },
      },
      axes: [
        {
          ...axis,
          size: 22,
          splits: (_plot, _axis, min, max) => minuteSplits(min, max),
          values: (_plot, splits) => {
            const last = splits[splits.length - 1];
            return splits.map((at) => (at === last ? "now" : `−${Math.round((last - at) / 60)} min`));
          },
        },
        {
          ...axis,
          size: 58,
          gap: 4,
          splits: (_plot, _axis, _min, max) => [0, max / 2, max],
          values: (_plot, splits) => splits.map((value) => spec.format(value)),
        },
      ],
      series: [
        {},
        ...spec.series.map((series, i) => ({
          label: series.label,
          stroke: colour(SERIES_LOOK[i].colour),
          width: 1.5,
          dash: [...SERIES_LOOK[i].dash],
          spanGaps: spec.spanGaps ?? false,
          points: { show: false },
        })),
      ],
      hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? undefined)] },
    },
    [[], ...spec.series.map(() => [])],
    container,
  );
  const watch = new ResizeObserver(() => {
    if (container.clientWidth > 0) plot.setSize({ width: container.clientWidth, height: HEIGHT_PX });
  });
  watch.observe(container);
  return {
    plot,
    destroy() {
      watch.disconnect();
      plot.destroy();
    },
  };
}

/** The newest time and the whole minutes before it. */
function minuteSplits(min: number, max: number): number[] {
  const minutes = Math.floor((max - min) / 60);
  return Array.from({ length: minutes + 1 }, (_, i) => max - (minutes - i) * 60);
}
