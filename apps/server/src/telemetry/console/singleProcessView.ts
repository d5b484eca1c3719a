// Measures a server that is one process and makes its view for the console. Nothing is sent over a link.
import type { AdminSample } from "@doubloon/shared/protocol/admin";
import { NO_LINK, type ProcessFigures } from "@doubloon/shared/protocol/figures";
import type { AdminSources } from "../../admin/sources.ts";
import type { ProcessDiagnostics } from "../../diagnostics/processDiagnostics.ts";
import type { Gateway } from "../../gateway/gateway.ts";
import type { Metrics } from "../../metrics/metrics.ts";
import { gatewayRow } from "./gatewayRow.ts";
import { type AuditNote, makeProcessHub } from "./processes/processHub.ts";
import { makeSample } from "./sample.ts";
import type { ServerView } from "./serverView.ts";
import { type MeasuredWorld, makeWorldFigures } from "./worldFigures.ts";

export interface SingleProcessParts {
  readonly metrics: Metrics;
  readonly gateway: Pick<Gateway, "connections" | "players" | "worst" | "reportHealth">;
  readonly world: MeasuredWorld & { readonly boardPage: AdminSources["board"] };
  readonly hunts: AdminSources["hunts"] & { readonly note: AuditNote };
  readonly diagnostics: ProcessDiagnostics;
  readonly askQa: ServerView["askQa"];
  /** The gateway's id at the link, and its stale limit. */
  readonly gatewayId: string;
  readonly staleMs: number;
}

export interface SingleProcessView extends ServerView {
  /** Measures the last second and reports the gateway's health to the world. Called by the telemetry timer only. */
  collect(): void;
}

export function makeSingleProcessView(parts: SingleProcessParts): SingleProcessView {
  const { metrics, gateway, world, gatewayId, staleMs } = parts;
  const worldFigures = makeWorldFigures(world, Date.now);
  let figures: ProcessFigures | undefined;
  let sample: AdminSample = makeSample([], worldFigures(), NO_LINK, Date.now());
  const sources: AdminSources = {
    hunts: parts.hunts,
    processes: makeProcessHub({
      own: parts.diagnostics,
      audit: parts.hunts.note,
      // There is no other process.
      send: () => {},
    }),
    sample: () => sample,
    gateways() {
      if (figures === undefined) return [];
      const { connections, players } = gateway;
      const report = { connections, players, staleMs, linkBytes: 0, linkDropped: 0 };
      return [gatewayRow(gatewayId, figures, report, 0)];
    },
    worst: (limit) => gateway.worst(limit),
    board: (query) => world.boardPage(query),
    drain: async () => "there is no other gateway to move players to",
    handOver: async () => "the world runs on this machine only",
  };
  return {
    sources,
    others: () => [],
    askQa: parts.askQa,
    health: () => ({ status: "ok", tick: world.tick, players: world.playersOnline }),
    collect() {
      figures = metrics.takeSecond();
      // The world shares this event loop and measures it itself.
      gateway.reportHealth({ lagMs: 0, busy: 0, droppedFrames: figures.drops });
      sample = makeSample([figures], worldFigures(), NO_LINK, Date.now());
    },
  };
}
