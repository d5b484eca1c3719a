// The console's figures of a server that is one process, put together from the metrics, the gateway and the world.
import type { AdminSample } from "@doubloon/shared/protocol/admin";
import type { AdminSources } from "../admin/sources.ts";
import type { Gateway } from "../gateway/gateway.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { ProcessFigures } from "../telemetry/consoleMessages.ts";
import { gatewayRow } from "../telemetry/gatewayRow.ts";
import { NO_LINK } from "../telemetry/linkSeconds.ts";
import { combineFigures, withMemory } from "../telemetry/processFigures.ts";
import { makeWorldFigures } from "../telemetry/worldFigures.ts";
import type { WorldHost } from "../world/worldHost.ts";

export interface AdminSourcesParts {
  readonly metrics: Metrics;
  readonly gateway: Pick<Gateway, "connections" | "players" | "worst" | "reportHealth">;
  readonly world: Pick<WorldHost, "tick" | "playersOnline" | "playersKnown" | "pace" | "boardPage">;
  /** The gateway's name at the link, and its bound on how stale a frame may be. */
  readonly gatewayId: string;
  readonly staleMs: number;
}

export interface ReadSources {
  readonly sources: AdminSources;
  /** Takes the reading of the last second, and tells the world how the gateway does. For the telemetry timer alone. */
  collect(): void;
}

export function makeAdminSources(parts: AdminSourcesParts): ReadSources {
  const { metrics, gateway, world, gatewayId, staleMs } = parts;
  const worldFigures = makeWorldFigures(world, Date.now);
  let figures: ProcessFigures | undefined;
  let sample: AdminSample = combineFigures([], worldFigures(), NO_LINK, Date.now());
  const sources: AdminSources = {
    sample: () => sample,
    gateways() {
      if (figures === undefined) return [];
      const { connections, players } = gateway;
      const report = { connections, players, staleMs, linkBytes: 0, linkDropped: 0 };
      return [gatewayRow(gatewayId, figures, report, 0)];
    },
    worst: (limit) => gateway.worst(limit),
    board: (query) => world.boardPage(query),
  };
  return {
    sources,
    collect() {
      const second = metrics.takeSecond();
      // The event loop is the world's, which looks at it itself: no frame waits between the two.
      gateway.reportHealth({ lagMs: 0, busy: 0, droppedFrames: second.drops });
      figures = withMemory(second);
      sample = combineFigures([figures], worldFigures(), NO_LINK, Date.now());
    },
  };
}
