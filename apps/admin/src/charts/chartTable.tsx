// The values of a chart as a table, drawn only while it is open.
import type { AdminSample } from "@doubloon/shared/protocol/admin";
import { useState } from "react";
import { type Column, DataTable } from "../tables/dataTable.tsx";
import { type SeriesSummary, summarize } from "./chartData.ts";
import type { ChartSpec } from "./chartSpec.ts";

export function ChartTable({ spec, samples }: { spec: ChartSpec; samples: readonly AdminSample[] }) {
  const [open, setOpen] = useState(false);
  const show = (value: number | undefined) => (value === undefined ? "–" : spec.format(value));
  const columns: readonly Column<SeriesSummary>[] = [
    { header: "Line", namesRow: true, cell: ({ label }) => label },
    { header: "Now", cell: ({ now }) => show(now) },
    { header: "Lowest", cell: ({ lowest }) => show(lowest) },
    { header: "Mean", cell: ({ mean }) => show(mean) },
    { header: "Highest", cell: ({ highest }) => show(highest) },
  ];
  return (
    <details className="chart-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        Lowest, mean and highest<span className="hidden-text"> of {spec.title}</span>
      </summary>
      {open && (
        <DataTable
          columns={columns}
          rows={spec.series.map((series) => summarize(samples, series))}
          keyOf={({ label }) => label}
          caption={`${spec.title}, the last five minutes`}
          className=""
        />
      )}
    </details>
  );
}
