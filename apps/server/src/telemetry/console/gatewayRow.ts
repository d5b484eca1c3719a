// Builds a gateway's row for the console from its newest report.
import type { AdminGateway } from "@doubloon/shared/protocol/admin";
import {
  type GatewayReport,
  gatewayProcessFigures,
  type ProcessFigures,
} from "@doubloon/shared/protocol/figures";

/** `silentMs` is the time since the report. */
export function gatewayRow(
  id: string,
  figures: ProcessFigures,
  report: GatewayReport,
  silentMs: number,
): AdminGateway {
  return { id, ...report, ...gatewayProcessFigures(figures), silentMs };
}
