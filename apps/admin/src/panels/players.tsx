// How many are online, bots included, and how many players are in the ranking, where no bot is.
import { figureChart } from "../charts/figureChart.ts";
import { Charts } from "./charts.tsx";
import type { Panel } from "./panel.ts";

const specs = [
  figureChart("Players and bots online", ["online"]),
  figureChart("Players in the ranking", ["players"]),
];

export const playersPanel: Panel = {
  id: "players",
  title: "Players",
  side: "charts",
  Body: () => <Charts specs={specs} />,
};
