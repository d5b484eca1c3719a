// Prometheus gauges of each gateway, from its newest report to the world. A gateway that has left is no longer shown.
import type { AdminGateway } from "@doubloon/shared/protocol/admin";
import type { Metrics } from "./metrics.ts";

const GAUGES: readonly (readonly [name: string, help: string, read: (gateway: AdminGateway) => number])[] = [
  ["doubloon_gateway_connections", "Connections open at the gateway", ({ connections }) => connections],
  ["doubloon_gateway_players", "Players at the gateway", ({ players }) => players],
  [
    "doubloon_gateway_lag_seconds",
    "Longest event-loop delay of the last second",
    ({ lagMs }) => lagMs / 1000,
  ],
  [
    "doubloon_gateway_dropped_frames",
    "Frames dropped in the last second",
    ({ droppedFrames }) => droppedFrames,
  ],
  [
    "doubloon_gateway_link_dropped",
    "Inputs dropped by the link in the last second",
    ({ linkDropped }) => linkDropped,
  ],
  [
    "doubloon_gateway_draining",
    "1 while the gateway moves its players to the others, else 0",
    ({ drain }) => (drain === undefined ? 0 : 1),
  ],
  [
    "doubloon_gateway_silent_seconds",
    "Time since the gateway's last report",
    ({ silentMs }) => silentMs / 1000,
  ],
];

/** Adds the gauges, labelled by gateway. */
export function addFleetMetrics(metrics: Metrics, gateways: () => readonly AdminGateway[]): void {
  for (const [name, help, read] of GAUGES) {
    metrics.gaugeBy(name, help, "gateway", () => gateways().map((gateway) => [gateway.id, read(gateway)]));
  }
}
