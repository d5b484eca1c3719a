// Builds a gateway's row for the console from its newest report.
import type { AdminDrain, AdminGateway, GatewayRoom } from "@doubloon/shared/protocol/admin";
import {
  type GatewayReport,
  gatewayProcessFigures,
  type ProcessFigures,
} from "@doubloon/shared/protocol/figures";

/** What a gateway reports beside figures; gateways of earlier versions do not. */
export interface GatewayState {
  readonly room?: GatewayRoom | undefined;
  readonly drain?: AdminDrain | undefined;
}

/** `silentMs` is the time since the report. */
export function gatewayRow(
  id: string,
  figures: ProcessFigures,
  report: GatewayReport,
  silentMs: number,
  { room, drain }: GatewayState = {},
): AdminGateway {
  return { id, ...report, ...gatewayProcessFigures(figures), silentMs, room, drain };
}
