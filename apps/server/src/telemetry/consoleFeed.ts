// A gateway's side of a console that shows the whole: reports this process's figures, and hands on what the world says
// of all. What has not come yet is shown as nothing; it is there a moment later.
import type {
  AdminBoardPage,
  AdminBoardQuery,
  AdminConnection,
  AdminGateway,
  AdminSample,
} from "@doubloon/shared/protocol/admin";
import { MAX_ADMIN_WORST } from "@doubloon/shared/protocol/admin";
import type { Gateway } from "../gateway/gateway.ts";
import type { GatewaySideChannel } from "../link/codec/sideChannel.ts";
import type { LinkCounters } from "../link/session/linkCounters.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { GatewayServerFigures } from "../wiring/gatewayServer.ts";
import { readToGateway, type ToWorld } from "./consoleMessages.ts";
import { makeLinkSeconds, NO_LINK } from "./linkSeconds.ts";
import { combineFigures, withMemory } from "./processFigures.ts";
import { NO_WORLD } from "./worldFigures.ts";

/** Pages that are watched are asked for again this often, in ms, until nobody has looked at them for a while. */
const REFRESH_MS = 250;
const LOOKED_AT_MS = 3_000;
const MAX_PAGES = 256;
/** A world that has said nothing for so long is away, in ms; it tells every gateway something once a second. */
const WORLD_SILENT_MS = 5_000;

interface WatchedPage {
  readonly query: AdminBoardQuery;
  page: AdminBoardPage;
  lookedAtMs: number;
}

export interface ConsoleFeedOptions {
  readonly link: {
    readonly sideChannel: GatewaySideChannel;
    readonly counters: Readonly<LinkCounters>;
    readonly refusal: string | undefined;
  };
  readonly gateway: Gateway;
  readonly metrics: Metrics;
  /** This gateway's bound on how stale a frame may be. */
  readonly staleMs: number;
}

export interface ConsoleFeed extends GatewayServerFigures {
  /** Takes the reading of the last second and reports it to the world. For the telemetry timer alone. */
  collect(): void;
  /** A readiness check: whether the world has been heard lately. */
  worldHeard(): string | undefined;
}

/** Figures of the whole are those of the last second; zeros until the world has been heard. */
export function openConsoleFeed({ link, gateway, metrics, staleMs }: ConsoleFeedOptions): ConsoleFeed {
  const { sideChannel } = link;
  const linkSecond = makeLinkSeconds(() => link.counters);
  let sample: AdminSample | undefined;
  /** Of this process alone, for as long as the world has not been heard. */
  let own: AdminSample = combineFigures([], NO_WORLD, NO_LINK, Date.now());
  let heardAtMs = performance.now();
  let worst: readonly AdminConnection[] = [];
  let gateways: readonly AdminGateway[] = [];
  const pages = new Map<string, WatchedPage>();

  const tell = (message: ToWorld): void => sideChannel.send(JSON.stringify(message));

  sideChannel.onMessage((text) => {
    const message = readToGateway(text);
    switch (message?.is) {
      case "sample":
        ({ sample, worst, gateways } = message);
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
    for (const [key, { query, lookedAtMs }] of pages) {
      if (nowMs - lookedAtMs > LOOKED_AT_MS) pages.delete(key);
      else tell({ is: "askBoard", query });
    }
  }, REFRESH_MS).unref();

  return {
    sources: {
      sample: () => sample ?? own,
      worst: (limit) => worst.slice(0, limit),
      gateways: () => gateways,
      async board(query) {
        const key = keyOf(query);
        let watched = pages.get(key);
        if (watched === undefined) {
          const page: AdminBoardPage = { rows: [], total: 0, query };
          watched = { query, page, lookedAtMs: 0 };
          if (pages.size < MAX_PAGES) pages.set(key, watched);
          tell({ is: "askBoard", query });
        }
        watched.lookedAtMs = performance.now();
        return watched.page;
      },
    },
    collect() {
      const second = metrics.takeSecond();
      gateway.reportHealth({ ...metrics.takeHealth(), droppedFrames: second.drops });
      const figures = withMemory(second);
      if (sample === undefined) own = combineFigures([figures], NO_WORLD, NO_LINK, Date.now());
      const { linkBytes, linkDropped } = linkSecond();
      const { connections, players } = gateway;
      const report = { connections, players, staleMs, linkBytes, linkDropped };
      tell({ is: "report", figures, gateway: report, worst: gateway.worst(MAX_ADMIN_WORST) });
    },
    worldHeard() {
      const silentMs = performance.now() - heardAtMs;
      if (silentMs <= WORLD_SILENT_MS) return sample === undefined ? "not heard yet" : undefined;
      return `not heard for ${Math.round(silentMs / 1_000)} s`;
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
