// Traffic between the gateways and the players, per second.
import { figureChart } from "../charts/figureChart.ts";
import { Charts } from "./charts.tsx";
import type { Panel } from "./panel.ts";

const specs = [
  figureChart("Frames sent per second", ["framesPerSecond"]),
  figureChart("Bytes sent per second", ["bytesPerSecond"]),
  figureChart("Inputs per second", ["inputsPerSecond"]),
  figureChart("Refusals per second", ["refusals"]),
];

export const trafficPanel: Panel = {
  id: "traffic",
  title: "Traffic",
  side: "charts",
  Body: () => <Charts specs={specs} />,
};
