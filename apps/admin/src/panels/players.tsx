// How many people are on the island.
import type { ChartSpec } from "../charts/chartSpec.ts";
import { formatCount } from "../format.ts";
import { Charts } from "./charts.tsx";
import type { Panel } from "./panel.ts";

const specs: readonly ChartSpec[] = [
  {
    title: "Players online",
    format: formatCount,
    series: [{ label: "Online", of: (sample) => sample.online }],
  },
  {
    title: "Players in the ranking",
    format: formatCount,
    series: [{ label: "Known", of: (sample) => sample.players }],
  },
];

export const playersPanel: Panel = {
  id: "players",
  title: "Players",
  side: "charts",
  Body: () => <Charts specs={specs} />,
};
