// Whether the server keeps up: its ticks, its event loop, its garbage collector, its memory.
import type { ChartSpec } from "../charts/chartSpec.ts";
import { formatBytes, formatMs } from "../format.ts";
import { Charts } from "./charts.tsx";
import type { Panel } from "./panel.ts";

const specs: readonly ChartSpec[] = [
  {
    title: "Tick time",
    format: formatMs,
    series: [
      { label: "p95", of: (sample) => sample.tickP95Ms },
      { label: "Longest", of: (sample) => sample.tickMaxMs },
    ],
  },
  {
    title: "Event-loop lag",
    format: formatMs,
    series: [{ label: "Longest", of: (sample) => sample.eventLoopLagMaxMs }],
  },
  {
    title: "GC pauses",
    format: formatMs,
    series: [
      { label: "Longest", of: (sample) => sample.gcMaxMs },
      { label: "In all", of: (sample) => sample.gcTotalMs },
    ],
  },
  {
    title: "Memory",
    format: formatBytes,
    series: [
      { label: "Resident", of: (sample) => sample.rssBytes },
      { label: "Heap", of: (sample) => sample.heapBytes },
    ],
  },
];

export const serverPanel: Panel = {
  id: "server",
  title: "Server",
  side: "charts",
  Body: () => <Charts specs={specs} />,
};
