// The world's side of a console that may be opened at any gateway: sums what the gateways reported, tells all of them
// the whole, and answers for the ranking. Its beat is the telemetry timer's, not its own.
import {
  type AdminBoardPage,
  type AdminBoardQuery,
  type AdminConnection,
  type AdminGateway,
  MAX_ADMIN_GATEWAYS,
  MAX_ADMIN_WORST,
} from "@doubloon/shared/protocol/admin";
import { worseFirst } from "../gateway/worstConnections.ts";
import type { WorldSideChannel } from "../link/codec/sideChannel.ts";
import type { GatewayId } from "../link/port.ts";
import { type ProcessFigures, readToWorld, type ToGateway, type ToWorld } from "./consoleMessages.ts";
import { gatewayRow } from "./gatewayRow.ts";
import type { LinkSecond } from "./linkSeconds.ts";
import { combineFigures } from "./processFigures.ts";
import type { WorldFigures } from "./worldFigures.ts";

type Report = ToWorld & { is: "report" };

export interface ConsoleHubOptions {
  readonly sideChannel: WorldSideChannel;
  readonly gateways: () => Iterable<GatewayId>;
  /** This process's figures of the last second; undefined if a gateway in this process reports them. */
  readonly ownFigures: () => ProcessFigures | undefined;
  /** Called once a second, both of them. */
  readonly world: () => WorldFigures;
  readonly linkSecond: () => LinkSecond;
  readonly board: (query: AdminBoardQuery) => Promise<AdminBoardPage | undefined>;
}

export interface ConsoleHub {
  /** Every gateway in session with the world that has reported; of too many those that fare worst. */
  gateways(): AdminGateway[];
  /** Sums the last second and tells every gateway. For the telemetry timer alone. */
  collect(): void;
}

export function openConsoleHub(options: ConsoleHubOptions): ConsoleHub {
  const { sideChannel } = options;
  let reports: ProcessFigures[] = [];
  /** The newest of each gateway. */
  const latest = new Map<GatewayId, { readonly report: Report; readonly atMs: number }>();

  const tell = (gateway: GatewayId, message: ToGateway): void =>
    sideChannel.send(gateway, JSON.stringify(message));

  sideChannel.onMessage((gateway, text) => {
    const message = readToWorld(text);
    switch (message?.is) {
      case "report":
        reports.push(message.figures);
        latest.set(gateway, { report: message, atMs: performance.now() });
        break;
      case "askBoard":
        void options.board(message.query).then((page) => {
          if (page !== undefined) tell(gateway, { is: "board", page });
        });
        break;
    }
  });

  function gatewayRows(): AdminGateway[] {
    const nowMs = performance.now();
    const rows = [...latest].map(([id, { report, atMs }]) =>
      gatewayRow(id, report.figures, report.gateway, nowMs - atMs),
    );
    if (rows.length > MAX_ADMIN_GATEWAYS) rows.sort((a, b) => b.lagMs - a.lagMs);
    return rows
      .slice(0, MAX_ADMIN_GATEWAYS)
      .sort((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }));
  }

  function linkOfAll(): LinkSecond {
    // Bytes and packets are counted at the world's end alone, what is left out where that happens.
    const link = options.linkSecond();
    let { linkDropped } = link;
    for (const { report } of latest.values()) linkDropped += report.gateway.linkDropped;
    return { ...link, linkDropped };
  }

  function collect(): void {
    const here = new Set(options.gateways());
    for (const id of latest.keys()) if (!here.has(id)) latest.delete(id);
    const heard = reports;
    reports = [];
    const own = options.ownFigures();
    const all = own === undefined ? heard : [own, ...heard];
    const sample = combineFigures(all, options.world(), linkOfAll(), Date.now());
    const worst = [...latest.values()]
      .flatMap(({ report }): readonly AdminConnection[] => report.worst)
      .sort(worseFirst)
      .slice(0, MAX_ADMIN_WORST);
    const gateways = gatewayRows();
    for (const gateway of here) tell(gateway, { is: "sample", sample, worst, gateways });
  }
  return { gateways: gatewayRows, collect };
}
