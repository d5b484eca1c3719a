// The charts of a panel, side by side where there is room.

import type { ChartSpec } from "../charts/chartSpec.ts";
import { TimeChart } from "../charts/timeChart.tsx";

export function Charts({ specs }: { specs: readonly ChartSpec[] }) {
  return (
    <div className="charts">
      {specs.map((spec) => (
        <TimeChart key={spec.title} spec={spec} />
      ))}
    </div>
  );
}
