// Every panel of the console, in reading order. To add a panel, add a file in this folder and a line here.
import { announcementsPanel } from "./announcements.tsx";
import { auditPanel } from "./audit.tsx";
import { gatewaysPanel } from "./gateways.tsx";
import { heartbeatsPanel } from "./heartbeats.tsx";
import { huntResultsPanel } from "./huntResults.tsx";
import { huntsPanel } from "./hunts.tsx";
import { leaderboardPanel } from "./leaderboard.tsx";
import { liveMapPanel } from "./liveMap.tsx";
import type { Panel } from "./panel.ts";
import { playersPanel } from "./players.tsx";
import { processesPanel } from "./processes.tsx";
import { roomsPanel } from "./rooms.tsx";
import { serverPanel } from "./server.tsx";
import { trafficPanel } from "./traffic.tsx";
import { worstConnectionsPanel } from "./worstConnections.tsx";

export const panels: readonly Panel[] = [
  huntsPanel,
  leaderboardPanel,
  huntResultsPanel,
  auditPanel,
  worstConnectionsPanel,
  announcementsPanel,
  liveMapPanel,
  playersPanel,
  heartbeatsPanel,
  roomsPanel,
  gatewaysPanel,
  serverPanel,
  processesPanel,
  trafficPanel,
];
