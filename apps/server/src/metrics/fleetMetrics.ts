// How each gateway fares as the world last heard of it, for Prometheus. A gateway that has gone is no longer shown.
import type { AdminGateway } from "@doubloon/shared/protocol/admin";
import type { Metrics } from "./metrics.ts";

const WHAT: readonly (readonly [name: string, help: string, of: (gateway: AdminGateway) => number])[] = [
  ["doubloon_gateway_connections", "Connections open at the gateway", (gateway) => gateway.connections],
  ["doubloon_gateway_players", "Players at the gateway", (gateway) => gateway.players],
  ["doubloon_gateway_lag_seconds", "Worst event-loop delay of a second", (gateway) => gateway.lagMs / 1000],
  ["doubloon_gateway_dropped_frames", "Frames not written in a second", (gateway) => gateway.droppedFrames],
  ["doubloon_gateway_link_dropped", "What the link left out in a second", (gateway) => gateway.linkDropped],
  ["doubloon_gateway_silent_seconds", "Since it last reported", (gateway) => gateway.silentMs / 1000],
];

/** Adds the figures by gateway. */
export function addFleetMetrics(metrics: Metrics, gateways: () => readonly AdminGateway[]): void {
  for (const [name, help, of] of WHAT) {
    metrics.gaugeBy(name, help, "gateway", () => gateways().map((gateway) => [gateway.id, of(gateway)]));
  }
}
