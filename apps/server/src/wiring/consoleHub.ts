// The world's side of a console that may be opened at any gateway: gathers every gateway's figures once a second, tells
// all of them the whole, and answers for the ranking and the metrics.
import {
  type AdminBoardPage,
  type AdminBoardQuery,
  type AdminConnection,
  type AdminGateway,
  MAX_ADMIN_GATEWAYS,
  MAX_ADMIN_WORST,
} from "@doubloon/shared/protocol/admin";
import { AggregatorRegistry } from "prom-client";
import { worseFirst } from "../gateway/worst.ts";
import type { WorldAsides } from "../link/asides.ts";
import type { GatewayId } from "../link/port.ts";
import { type ProcessFigures, readToWorld, type ToGateway, type ToWorld } from "./consoleMessages.ts";
import { gatewayRow } from "./gatewayRow.ts";
import type { LinkSecond } from "./linkSeconds.ts";
import { combineFigures } from "./processFigures.ts";
import type { WorldFigures } from "./worldFigures.ts";

const BEAT_MS = 1_000;
/** Gateways that have not sent their metrics by then are left out, in ms. */
const GATHER_MS = 1_000;

type Report = ToWorld & { is: "report" };
type Metric = (ToWorld & { is: "metrics" })["metrics"][number];

export interface ConsoleHubOptions {
  readonly asides: WorldAsides;
  readonly gateways: () => Iterable<GatewayId>;
  /** This process's figures of the last second; undefined if a gateway in this process reports them. */
  readonly ownFigures: () => ProcessFigures | undefined;
  /** This process's metrics, as the registry says them; empty if a gateway in this process sends them. */
  readonly ownMetrics: () => Promise<readonly object[]>;
  /** Called once a second, both of them. */
  readonly world: () => WorldFigures;
  readonly linkSecond: () => LinkSecond;
  readonly board: (query: AdminBoardQuery) => AdminBoardPage;
}

export interface ConsoleHub {
  /** Every gateway in session with the world that has reported; of too many those that fare worst. */
  gateways(): AdminGateway[];
  close(): void;
}

export function openConsoleHub(options: ConsoleHubOptions): ConsoleHub {
  const { asides } = options;
  let reports: ProcessFigures[] = [];
  /** The newest of each gateway. */
  const latest = new Map<GatewayId, { readonly report: Report; readonly atMs: number }>();
  let round = 0;
  /** Of the round under way. */
  let arrived = new Map<GatewayId, readonly Metric[]>();
  let onArrived: (() => void) | undefined;
  let gathering: Promise<string> | undefined;

  const tell = (gateway: GatewayId, message: ToGateway): void =>
    asides.tell(gateway, JSON.stringify(message));

  asides.onTold((gateway, text) => {
    const message = readToWorld(text);
    switch (message?.is) {
      case "report":
        reports.push(message.figures);
        latest.set(gateway, { report: message, atMs: performance.now() });
        break;
      case "askBoard":
        tell(gateway, { is: "board", page: options.board(message.query) });
        break;
      case "askMetrics":
        gathering ??= gather();
        void gathering.then((all) => tell(gateway, { is: "metricsText", text: all }));
        break;
      case "metrics":
        if (message.round === round) arrived.set(gateway, message.metrics);
        onArrived?.();
        break;
    }
  });

  async function gather(): Promise<string> {
    round++;
    arrived = new Map();
    const asked = [...options.gateways()];
    for (const gateway of asked) tell(gateway, { is: "metricsWanted", round });
    const own = await options.ownMetrics();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, GATHER_MS);
      onArrived = () => {
        if (asked.some((gateway) => !arrived.has(gateway))) return;
        clearTimeout(timer);
        resolve();
      };
      onArrived();
    });
    onArrived = undefined;
    gathering = undefined;
    return AggregatorRegistry.aggregate([[...own], ...arrived.values()] as object[]).metrics();
  }

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

  const timer = setInterval(() => {
    const here = new Set(options.gateways());
    for (const id of latest.keys()) if (!here.has(id)) latest.delete(id);
    const own = options.ownFigures();
    const all = own === undefined ? reports : [own, ...reports];
    const sample = combineFigures(all, options.world(), linkOfAll(), Date.now());
    const worst = [...latest.values()]
      .flatMap(({ report }): readonly AdminConnection[] => report.worst)
      .sort(worseFirst)
      .slice(0, MAX_ADMIN_WORST);
    const gateways = gatewayRows();
    for (const gateway of here) tell(gateway, { is: "sample", sample, worst, gateways });
    reports = [];
  }, BEAT_MS);
  timer.unref();
  return { gateways: gatewayRows, close: () => clearInterval(timer) };
}
