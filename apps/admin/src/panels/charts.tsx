// The charts of a panel, side by side where there is room.
import type { ReactNode } from "react";
import type { ChartSpec } from "../charts/chartSpec.ts";
import { TimeChart } from "../charts/timeChart.tsx";

/** `children` are shown before the charts. */
export function Charts({ specs, children }: { specs: readonly ChartSpec[]; children?: ReactNode }) {
  return (
    <div className="charts">
      {children}
      {specs.map((spec) => (
        <TimeChart key={spec.title} spec={spec} />
      ))}
    </div>
  );
}
