// A line chart of the last five minutes, with a legend that shows the newest values (or those under the pointer) and a
// table of the values.
import type { AdminSample } from "@doubloon/shared/protocol/admin";
import { useEffect, useId, useRef, useState } from "react";
import type uPlot from "uplot";
import { useAdmin } from "../adminStore.ts";
import { chartColumns, describeChart, summarize } from "./chartData.ts";
import { type ChartSpec, SERIES_LOOK } from "./chartSpec.ts";
import { ChartTable } from "./chartTable.tsx";
import { makePlot } from "./makePlot.ts";

export function TimeChart({ spec }: { spec: ChartSpec }) {
  const samples = useAdmin((state) => state.samples);
  const container = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  /** Index into the columns of the chart; undefined while the pointer is elsewhere. */
  const [pointed, setPointed] = useState<number>();
  const titleId = useId();
  const columns = chartColumns(samples, spec.series);
  // The pointer may rest while the chart moves on under it.
  const pointedAt = pointed === undefined ? undefined : columns[0][pointed];

  useEffect(() => {
    const element = container.current;
    if (element === null) return;
    const made = makePlot(element, spec, setPointed);
    plot.current = made.plot;
    return made.destroy;
  }, [spec]);

  useEffect(() => {
    plot.current?.setData(chartColumns(samples, spec.series));
  }, [samples, spec]);

  return (
    <figure className="chart" aria-labelledby={titleId} data-testid={`chart-${testIdOf(spec.title)}`}>
      <figcaption className="chart-head">
        <h3 id={titleId}>{spec.title}</h3>
        {pointedAt !== undefined && <span className="chart-when">{agoOf(pointedAt, samples)}</span>}
      </figcaption>
      <ul className="legend">
        {spec.series.map((series, i) => {
          const value =
            pointed === undefined ? summarize(samples, series).now : (columns[i + 1][pointed] ?? undefined);
          return (
            <li key={series.label}>
              <svg className="swatch" viewBox="0 0 18 4" aria-hidden="true">
                <line
                  x1="0"
                  x2="18"
                  y1="2"
                  y2="2"
                  stroke={`var(${SERIES_LOOK[i].colour})`}
                  strokeDasharray={SERIES_LOOK[i].dash.join(" ")}
                />
              </svg>
              <span className="legend-label">{series.label}</span>
              <strong>{value === undefined ? "–" : spec.format(value)}</strong>
            </li>
          );
        })}
      </ul>
      <div className="chart-canvas" ref={container} role="img" aria-label={describeChart(spec, samples)} />
      <ChartTable spec={spec} samples={samples} />
    </figure>
  );
}

function agoOf(atSeconds: number, samples: readonly AdminSample[]): string {
  const newest = samples.at(-1);
  return newest === undefined ? "" : `${Math.round(newest.at / 1_000 - atSeconds)} s ago`;
}

function testIdOf(title: string): string {
  return title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}
