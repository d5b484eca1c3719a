// One process's edge, put together: pages, map, console, health and the gateway behind one port. Where the world is
// and how it is reached is the caller's business.
import { TICK_MS } from "@doubloon/shared/time";
import type { Logger } from "pino";
import { createAdmin } from "../admin/createAdmin.ts";
import type { AdminSources } from "../admin/sources.ts";
import { openAdminStore } from "../admin/store/openAdminStore.ts";
import type { Config } from "../config/config.ts";
import { contentRoutes, publishContent } from "../content/contentRoutes.ts";
import { AddressRules } from "../gateway/admission/addressRules.ts";
import { makeConnectionGate } from "../gateway/admission/connectionGate.ts";
import { createGateway, type Gateway } from "../gateway/gateway.ts";
import { DEFAULT_LIMITS, gateLimits } from "../gateway/gatewayLimits.ts";
import { addListeners, canShare, surviveAccept } from "../gateway/transport/listeners.ts";
import type { SocketAdapter } from "../gateway/transport/socketServer.ts";
import { cpuProfileRoute } from "../http/cpuProfile.ts";
import { createApp } from "../http/createApp.ts";
import { type Health, healthRoute } from "../http/healthRoutes.ts";
import { servePages } from "../http/pages.ts";
import { queueRoute } from "../http/queueRoute.ts";
import { trustProxies } from "../lib/clientAddress.ts";
import { createSystemClock } from "../lib/clock.ts";
import { ErrorBoundary } from "../lib/errorBoundary.ts";
import type { GatewayLink } from "../link/port.ts";
import { mapInfo, mapRoutes } from "../map/mapRoutes.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { Content } from "../startup/content.ts";
import { findPort } from "../startup/findPort.ts";
import { listenError } from "../startup/operatorError.ts";
import { repositoryPath } from "../startup/repository.ts";
import type { SessionTokens } from "../tokens/sessionToken.ts";

/** HTTP connections beyond the players' own: pages, consoles, those still to be refused. */
const SPARE_CONNECTIONS = 1_024;

/** Connections that the kernel may hold until they are accepted: many come at once after a restart. */
const BACKLOG = 4_096;

/** What the edge shows of the whole, once the gateway is there. */
export interface GatewayServerFigures {
  readonly sources: AdminSources;
  readonly health: () => Health;
}

export interface GatewayServerOptions {
  readonly config: Config;
  readonly content: Content;
  readonly passes: SessionTokens;
  readonly link: GatewayLink;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly adapter?: SocketAdapter | undefined;
  readonly figures: (gateway: Gateway) => GatewayServerFigures;
  /** Where to listen, if not where the configuration says. */
  readonly port?: number;
  /** Whether other processes listen at the same port. */
  readonly shared?: boolean;
}

export interface GatewayServer {
  readonly gateway: Gateway;
  readonly url: string;
  /** Says farewell and ends every connection. */
  close(): Promise<void>;
}

/**
 * Starts an edge; resolves when it listens.
 * @throws what operatorError.ts has lines for
 */
export async function startGatewayServer(options: GatewayServerOptions): Promise<GatewayServer> {
  const { config, content, link, metrics, logger } = options;
  const { map, loot } = content;
  const limits = { ...DEFAULT_LIMITS, maxBehindTicks: Math.ceil(config.staleMs / TICK_MS) };
  const store = openAdminStore(config.data);
  const trustsProxy = trustProxies(config.trustProxy);
  const maxConnections = limits.maxConnections + SPARE_CONNECTIONS;
  const app = await createApp({ logger, maxConnections, trustsProxy });
  const clock = createSystemClock();
  // For every entry from a socket, the console's too.
  const boundary = new ErrorBoundary({
    log: ({ kind, error, suppressed }) =>
      logger.error({ err: error, kind, suppressed }, "one connection failed"),
    clock,
  });
  metrics.totalBy(
    "doubloon_boundary_errors_total",
    "What went wrong where something enters from outside; each cost one connection",
    "kind",
    () => boundary.counts(),
  );
  const published = publishContent(mapInfo(map), loot);
  const addresses = new AddressRules({
    trustsProxy: trustProxies(config.trustProxy),
    exemptLoopback: config.exemptLoopback,
    ownPlayers: config.bots,
  });
  const gateway = createGateway({
    httpServer: app.server,
    adapter: options.adapter,
    link,
    map: mapInfo(map),
    contentUrl: published.url,
    tokens: options.passes,
    limits,
    observer: metrics.gateway,
    clock,
    addresses,
    boundary,
    random: Math.random,
  });
  const door = makeConnectionGate({
    httpServer: app.server,
    limits: gateLimits(config.joinsPerSecond),
    addresses,
    clock,
    boundary,
    random: Math.random,
    entering: () => gateway.entering,
  });
  const { sources, health } = options.figures(gateway);
  metrics.gauge("doubloon_players", "Players online", () => gateway.players);
  metrics.gauge("doubloon_connections", "Connections open", () => gateway.connections);
  metrics.gauge("doubloon_door_waiting", "Connections that wait to be let in", () => door.waiting);
  metrics.gauge("doubloon_door_per_second", "Connections the door lets in a second", () => door.perSecond);
  metrics.gauge("doubloon_door_sent_away", "Connections told to come back later", () => door.rejected);
  metrics.gauge(
    "doubloon_door_over_share",
    "Connections refused for their address's share",
    () => door.overLimit,
  );
  const admin = createAdmin({ app, io: gateway.io, store, sources, orders: gateway.orders, boundary });
  healthRoute(app, health);
  queueRoute(app, door);
  cpuProfileRoute(app, admin.requireGameMaster);
  mapRoutes(app, map);
  contentRoutes(app, published);
  await servePages(app, "/admin/", repositoryPath("apps/admin/dist"));
  await servePages(app, "/", repositoryPath("apps/client/dist"));
  const { host } = config;
  const port = options.port ?? config.port;
  const where = { host, port, backlog: BACKLOG };
  // With `exclusive` a worker listens by itself instead of through its primary; with `reusePort` beside the others.
  const beside = { exclusive: true, reusePort: true };
  const listening = !canShare
    ? where
    : options.shared === true
      ? { ...where, ...beside }
      : { ...where, ...beside, port: await findPort(host, port) };
  const address = await app.listen(listening).catch((error: unknown) => {
    throw listenError(error, host, port);
  });
  surviveAccept(app.server, boundary);
  const ears = canShare ? await addListeners(app.server, BACKLOG, boundary) : undefined;
  return {
    gateway,
    url: `${address}/`,
    async close() {
      ears?.close();
      door.close();
      await gateway.close("shuttingDown");
      await admin.close();
      await store.close();
      await app.close();
    },
  };
}
