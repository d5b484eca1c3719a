// A gateway's side of the console: reports the figures of this process to the world, and passes what the world sends
// back to the consoles that are open here. Shows empty pages until the first answer has arrived.
import type {
  AdminBoardPage,
  AdminBoardQuery,
  AdminConnection,
  AdminGateway,
  AdminSample,
} from "@doubloon/shared/protocol/admin";
import { MAX_ADMIN_WORST } from "@doubloon/shared/protocol/admin";
import { NO_LINK } from "@doubloon/shared/protocol/figures";
import type { Config } from "../../config/config.ts";
import type { ProcessDiagnostics } from "../../diagnostics/processDiagnostics.ts";
import type { Gateway } from "../../gateway/gateway.ts";
import type { GatewaySideChannel } from "../../link/codec/sideChannel.ts";
import type { GatewayId } from "../../link/port.ts";
import type { LinkCounters } from "../../link/session/linkCounters.ts";
import type { Metrics } from "../../metrics/metrics.ts";
import type { ReadinessVerdict } from "../readiness.ts";
import { readToGateway, type ToWorld } from "./consoleMessages.ts";
import { type DrainOrders, makeDrainCalls } from "./drain/drainCalls.ts";
import { openHuntCalls } from "./huntCalls.ts";
import { makeLinkFigures } from "./linkFigures.ts";
import { openProcessCalls } from "./processes/processCalls.ts";
import { makeSample } from "./sample.ts";
import type { ServerView } from "./serverView.ts";
import { NO_WORLD } from "./worldFigures.ts";

/** How often a watched page is requested again, in ms. */
const REFRESH_MS = 250;
/** A page that no console has read for this long, in ms, is no longer watched. */
const WATCH_MS = 3_000;
const MAX_PAGES = 256;
/** A world that has sent nothing for this long, in ms, counts as away; it sends every gateway a sample once a second. */
const WORLD_SILENT_MS = 5_000;

interface WatchedPage {
  readonly query: AdminBoardQuery;
  page: AdminBoardPage;
  readAtMs: number;
}

export interface ConsoleFeedOptions {
  readonly link: {
    readonly id: GatewayId;
    readonly sideChannel: GatewaySideChannel;
    readonly counters: Readonly<LinkCounters>;
    readonly refusal: string | undefined;
  };
  readonly gateway: Gateway;
  readonly metrics: Metrics;
  /** This gateway's stale limit, and its limit of connections. */
  readonly config: Pick<Config, "staleMs" | "maxConnections">;
  readonly drain: DrainOrders;
  /** Of this process. */
  readonly diagnostics: ProcessDiagnostics;
}

export interface ConsoleFeed extends ServerView {
  /** Measures the last second and reports it to the world. Called by the telemetry timer only. */
  collect(): void;
  /** A readiness check: unready until the world has been heard and while it refuses; degraded while it is silent. */
  worldHeard(): ReadinessVerdict;
}

/** Until the world has been heard, the sample covers this process alone. */
export function openConsoleFeed(options: ConsoleFeedOptions): ConsoleFeed {
  const { link, gateway, metrics, config, drain, diagnostics } = options;
  const { staleMs, maxConnections } = config;
  const { sideChannel } = link;
  const linkFigures = makeLinkFigures(() => link.counters);
  let sample: AdminSample | undefined;
  let ownSample: AdminSample = makeSample([], NO_WORLD, NO_LINK, Date.now());
  let heardAtMs = performance.now();
  let worst: readonly AdminConnection[] = [];
  let gateways: readonly AdminGateway[] = [];
  const pages = new Map<string, WatchedPage>();

  const send = (message: ToWorld): void => sideChannel.send(JSON.stringify(message));

  const hunts = openHuntCalls(send);
  const processes = openProcessCalls(diagnostics, send);
  const drains = makeDrainCalls("the world");

  sideChannel.onMessage((text) => {
    const message = readToGateway(text);
    switch (message?.is) {
      case "hunts":
      case "huntAnswer":
      case "liveMap":
        hunts.take(message);
        break;
      case "processCall":
      case "processAnswer":
        processes.take(message);
        break;
      case "drain":
        send({ is: "drainDone", id: message.id, problem: drain.order(message.act), drain: drain.state });
        break;
      case "drainAnswer":
        drains.answered(message.id, message.problem);
        break;
      case "sample":
        ({ sample, worst, gateways } = message);
        processes.list(message.processes ?? []);
        heardAtMs = performance.now();
        break;
      case "board": {
        const watched = pages.get(keyOf(message.page.query));
        if (watched !== undefined) watched.page = message.page;
        break;
      }
    }
  });

  setInterval(() => {
    const nowMs = performance.now();
    for (const [key, { query, readAtMs }] of pages) {
      if (nowMs - readAtMs > WATCH_MS) pages.delete(key);
      else send({ is: "askBoard", query });
    }
  }, REFRESH_MS).unref();

  const silentMs = (): number => performance.now() - heardAtMs;

  return {
    others() {
      if (sample === undefined || silentMs() > WORLD_SILENT_MS) return undefined;
      return gateways.filter(({ id }) => id !== link.id);
    },
    askQa: hunts.askQa,
    sources: {
      hunts: hunts.sources,
      processes: processes.sources,
      sample: () => sample ?? ownSample,
      worst: (limit) => worst.slice(0, limit),
      gateways: () => gateways,
      drain: (id, act, by) => drains.ask((call) => send({ is: "askDrain", id: call, gateway: id, act, by })),
      handOver: (by) => drains.ask((call) => send({ is: "askHandover", id: call, by })),
      async board(query) {
        const key = keyOf(query);
        let watched = pages.get(key);
        if (watched === undefined) {
          const page: AdminBoardPage = { rows: [], total: 0, query };
          watched = { query, page, readAtMs: 0 };
          if (pages.size < MAX_PAGES) pages.set(key, watched);
          send({ is: "askBoard", query });
        }
        watched.readAtMs = performance.now();
        return watched.page;
      },
    },
    collect() {
      const figures = metrics.takeSecond();
      gateway.reportHealth({ ...metrics.takeHealth(), droppedFrames: figures.drops });
      if (sample === undefined) ownSample = makeSample([figures], NO_WORLD, NO_LINK, Date.now());
      const { linkBytes, linkDropped } = linkFigures();
      const { connections, players } = gateway;
      const report = { connections, players, staleMs, linkBytes, linkDropped };
      send({
        is: "report",
        figures,
        gateway: report,
        worst: gateway.worst(MAX_ADMIN_WORST),
        room: { maxConnections, load: metrics.load.read() },
        drain: drain.state,
        status: diagnostics.status(),
      });
    },
    worldHeard() {
      if (link.refusal !== undefined) return `refused: ${link.refusal}`;
      if (sample === undefined) return "not heard yet";
      if (silentMs() <= WORLD_SILENT_MS) return undefined;
      return { degraded: `not heard for ${Math.round(silentMs() / 1_000)} s` };
    },
    health() {
      const { tick, online } = sample ?? NO_WORLD;
      const { refusal } = link;
      if (refusal !== undefined) return { status: "refused", why: refusal, tick, players: 0 };
      return { status: "ok", tick, players: online };
    },
  };
}

function keyOf({ offset, limit, search }: AdminBoardQuery): string {
  return `${offset} ${limit} ${search}`;
}
