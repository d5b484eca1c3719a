// The console's figures, put together from the metrics, the gateway and the world.
import type { AdminSources } from "../admin/sources.ts";
import type { Gateway } from "../gateway/gateway.ts";
import type { Metrics, SecondFigures } from "../metrics/metrics.ts";
import type { WorldHost } from "../world/worldHost.ts";
import type { ProcessFigures } from "./consoleMessages.ts";
import { gatewayRow } from "./gatewayRow.ts";
import { NO_LINK } from "./linkSeconds.ts";
import { combineFigures, withMemory } from "./processFigures.ts";
import { makeWorldFigures } from "./worldFigures.ts";

export interface AdminSourcesParts {
  readonly metrics: Metrics;
  readonly gateway: Gateway;
  readonly world: WorldHost;
  /** Told each second's figures. */
  readonly onSecond: (figures: SecondFigures) => void;
  /** The gateway's name at the link, and its bound on how stale a frame may be. */
  readonly gatewayId: string;
  readonly staleMs: number;
}

export function makeAdminSources(parts: AdminSourcesParts): AdminSources {
  const { metrics, gateway, world, onSecond, gatewayId, staleMs } = parts;
  const worldFigures = makeWorldFigures(world, Date.now);
  let figures: ProcessFigures | undefined;
  return {
    sample() {
      const second = metrics.takeSecond();
      onSecond(second);
      figures = withMemory(second);
      return combineFigures([figures], worldFigures(), NO_LINK, Date.now());
    },
    gateways() {
      if (figures === undefined) return [];
      const { connections, players } = gateway;
      const report = { connections, players, staleMs, linkBytes: 0, linkDropped: 0 };
      return [gatewayRow(gatewayId, figures, report, 0)];
    },
    worst: (limit) => gateway.worst(limit),
    board: (query) => world.boardPage(query),
  };
}
