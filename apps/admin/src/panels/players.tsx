// How many players are online and in the ranking.
import { figureChart } from "../charts/figureChart.ts";
import { Charts } from "./charts.tsx";
import type { Panel } from "./panel.ts";

const specs = [figureChart("Players online", ["online"]), figureChart("Players in the ranking", ["players"])];

export const playersPanel: Panel = {
  id: "players",
  title: "Players",
  side: "charts",
  Body: () => <Charts specs={specs} />,
};
