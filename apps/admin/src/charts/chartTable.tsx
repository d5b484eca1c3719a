// A chart's figures in a table, drawn only while it is open.
import type { AdminSample } from "@doubloon/shared/protocol/admin";
import { useState } from "react";
import { summarize } from "./chartData.ts";
import type { ChartSpec } from "./chartSpec.ts";

export function ChartTable({ spec, samples }: { spec: ChartSpec; samples: readonly AdminSample[] }) {
  const [open, setOpen] = useState(false);
  const show = (value: number | undefined) => (value === undefined ? "–" : spec.format(value));
  return (
    <details className="chart-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        Figures<span className="hidden-text"> of {spec.title}</span>
      </summary>
      {open && (
        <table>
          <caption className="hidden-text">{spec.title}, the last five minutes</caption>
          <thead>
            <tr>
              <th scope="col">Line</th>
              <th scope="col">Now</th>
              <th scope="col">Lowest</th>
              <th scope="col">Mean</th>
              <th scope="col">Highest</th>
            </tr>
          </thead>
          <tbody>
            {spec.series.map((series) => {
              const { label, now, lowest, mean, highest } = summarize(samples, series);
              return (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  <td>{show(now)}</td>
                  <td>{show(lowest)}</td>
                  <td>{show(mean)}</td>
                  <td>{show(highest)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </details>
  );
}
