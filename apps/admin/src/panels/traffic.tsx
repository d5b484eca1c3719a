// What goes over the wire, each second.
import type { ChartSpec } from "../charts/chartSpec.ts";
import { formatBytesPerSecond, formatCount } from "../format.ts";
import { Charts } from "./charts.tsx";
import type { Panel } from "./panel.ts";

const specs: readonly ChartSpec[] = [
  {
    title: "Frames sent per second",
    format: formatCount,
    series: [{ label: "Frames", of: (sample) => sample.framesPerSecond }],
  },
  {
    title: "Bytes sent per second",
    format: formatBytesPerSecond,
    series: [{ label: "Bytes", of: (sample) => sample.bytesPerSecond }],
  },
  {
    title: "Inputs per second",
    format: formatCount,
    series: [{ label: "Inputs", of: (sample) => sample.inputsPerSecond }],
  },
  {
    title: "Refusals per second",
    format: formatCount,
    series: [{ label: "Refusals", of: (sample) => sample.refusals }],
  },
];

export const trafficPanel: Panel = {
  id: "traffic",
  title: "Traffic",
  side: "charts",
  Body: () => <Charts specs={specs} />,
};
