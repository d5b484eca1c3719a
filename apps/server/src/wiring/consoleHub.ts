// The world's side of a console that may be opened at any gateway: gathers every gateway's figures once a second, tells
// all of them the whole, and answers for the ranking and the metrics.
import {
  type AdminBoardPage,
  type AdminBoardQuery,
  type AdminConnection,
  MAX_ADMIN_WORST,
} from "@doubloon/shared/protocol/admin";
import { AggregatorRegistry } from "prom-client";
import { worseFirst } from "../gateway/worst.ts";
import type { WorldAsides } from "../link/asides.ts";
import type { GatewayId } from "../link/port.ts";
import { type ProcessFigures, readToWorld, type ToGateway, type ToWorld } from "./consoleMessages.ts";
import { combineFigures, type WorldCounts } from "./processFigures.ts";

const BEAT_MS = 1_000;
/** Gateways that have not sent their metrics by then are left out, in ms. */
const GATHER_MS = 1_000;

type Metric = (ToWorld & { is: "metrics" })["metrics"][number];

export interface ConsoleHubOptions {
  readonly asides: WorldAsides;
  readonly gateways: () => Iterable<GatewayId>;
  /** This process's figures of the last second; undefined if a gateway in this process reports them. */
  readonly ownFigures: () => ProcessFigures | undefined;
  /** This process's metrics, as the registry says them; empty if a gateway in this process sends them. */
  readonly ownMetrics: () => Promise<readonly object[]>;
  readonly world: () => WorldCounts;
  readonly board: (query: AdminBoardQuery) => AdminBoardPage;
}

export interface ConsoleHub {
  close(): void;
}

export function openConsoleHub(options: ConsoleHubOptions): ConsoleHub {
  const { asides } = options;
  let reports: ProcessFigures[] = [];
  const worstOf = new Map<GatewayId, readonly AdminConnection[]>();
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
        worstOf.set(gateway, message.worst);
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

  const timer = setInterval(() => {
    const own = options.ownFigures();
    const sample = combineFigures(
      own === undefined ? reports : [own, ...reports],
      options.world(),
      Date.now(),
    );
    const worst = [...worstOf.values()].flat().sort(worseFirst).slice(0, MAX_ADMIN_WORST);
    for (const gateway of options.gateways()) tell(gateway, { is: "sample", sample, worst });
    reports = [];
    worstOf.clear();
  }, BEAT_MS);
  timer.unref();
  return { close: () => clearInterval(timer) };
}
