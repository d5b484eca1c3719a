// Assembles the gateway server of one process: the gateway, the pages, the map, the console and the health route behind
// one port. Does not know where the world runs; the caller hands in the link.
import { TICK_MS } from "@doubloon/shared/time";
import type { Logger } from "pino";
import type { Config } from "../../config/config.ts";
import { contentRoutes, publishContent } from "../../content/contentRoutes.ts";
import { AddressRules } from "../../gateway/admission/addressRules.ts";
import { makeConnectionGate } from "../../gateway/admission/connectionGate.ts";
import { Newcomers } from "../../gateway/admission/newcomers.ts";
import { FairLogCopy } from "../../gateway/delivery/fairLogCopy.ts";
import { Drain } from "../../gateway/drain/drain.ts";
import { createGateway, type Gateway } from "../../gateway/gateway.ts";
import { DEFAULT_LIMITS, gateLimits } from "../../gateway/gatewayLimits.ts";
import { canShare, surviveAccept } from "../../gateway/transport/listeners.ts";
import { SharedPort } from "../../gateway/transport/sharedPort.ts";
import type { SocketAdapter } from "../../gateway/transport/socketServer.ts";
import { createApp } from "../../http/createApp.ts";
import { fairLogRoute } from "../../http/fairLogRoute.ts";
import { healthRoute } from "../../http/healthRoutes.ts";
import { huntRoutes } from "../../http/huntRoutes.ts";
import { servePages } from "../../http/pages.ts";
import { queueRoute } from "../../http/queueRoute.ts";
import { trustProxies } from "../../lib/clientAddress.ts";
import { createSystemClock } from "../../lib/clock.ts";
import { ErrorBoundary } from "../../lib/errorBoundary.ts";
import type { GatewayLink } from "../../link/port.ts";
import { landRoute } from "../../map/landRoute.ts";
import { mapInfo, mapRoutes } from "../../map/mapRoutes.ts";
import { addDrainMetrics } from "../../metrics/drainMetrics.ts";
import type { Metrics } from "../../metrics/metrics.ts";
import { makeQaConnections } from "../../qa/qaConnections.ts";
import { qaRoutes } from "../../qa/qaRoutes.ts";
import type { Content } from "../../startup/content.ts";
import { findPort } from "../../startup/findPort.ts";
import { listenError } from "../../startup/operatorError.ts";
import { repositoryPath } from "../../startup/repository.ts";
import type { ServerView } from "../../telemetry/console/serverView.ts";
import type { SessionTokens } from "../../tokens/sessionToken.ts";
import { openGatewayConsole } from "./gatewayConsole.ts";

/** HTTP connections beyond the players' own: pages, consoles, and connections about to be refused. */
const SPARE_CONNECTIONS = 1_024;

/** Connections that the kernel queues until they are accepted. After a restart many arrive at once. */
const BACKLOG = 4_096;

export interface GatewayServerOptions {
  readonly config: Config;
  readonly content: Content;
  readonly tokens: SessionTokens;
  readonly link: GatewayLink;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly adapter?: SocketAdapter | undefined;
  /** Makes what the console and the health route show, once the gateway exists. */
  readonly view: (gateway: Gateway, drain: Drain) => ServerView;
  /** Told once that an ordered or signalled drain is over: this process is to end. */
  readonly drained: () => void;
  /** The port to listen on, if not the configured one. */
  readonly port?: number;
  /** Whether other processes listen on the same port. */
  readonly shared?: boolean;
}

export interface GatewayServer {
  readonly gateway: Gateway;
  readonly drain: Drain;
  readonly url: string;
  /** Sends every client a farewell and closes every connection. */
  close(): Promise<void>;
}

/**
 * Starts a gateway server; resolves when it listens.
 * @throws OperatorError if the port cannot be used
 */
export async function startGatewayServer(options: GatewayServerOptions): Promise<GatewayServer> {
  const { config, content, link, metrics, logger } = options;
  const { map, loot } = content;
  const limits = {
    ...DEFAULT_LIMITS,
    maxConnections: config.maxConnections,
    maxBehindTicks: Math.ceil(config.staleMs / TICK_MS),
  };
  const trustsProxy = trustProxies(config.trustProxy);
  const maxConnections = limits.maxConnections + SPARE_CONNECTIONS;
  const app = await createApp({ logger, maxConnections, trustsProxy });
  const clock = createSystemClock();
  // Guards every entry point from a socket, those of the console included.
  const boundary = new ErrorBoundary({
    log: ({ kind, error, suppressed }) =>
      logger.error({ err: error, kind, suppressed }, "one connection failed"),
    clock,
  });
  metrics.totalBy(
    "doubloon_boundary_errors_total",
    "Errors caught at an entry point from outside; each closed one connection",
    "kind",
    () => boundary.counts(),
  );
  const published = publishContent(mapInfo(map), loot);
  const addresses = new AddressRules({
    trustsProxy: trustProxies(config.trustProxy),
    exemptLoopback: config.exemptLoopback,
    ownPlayers: config.bots,
  });
  const newcomers = new Newcomers(Math.random, clock.nowMs());
  metrics.load.onMeasured((load) => newcomers.observe(load, clock.nowMs()));
  metrics.gauge("doubloon_gateway_overloaded", "Gateways that slow newcomers down for their load", () =>
    newcomers.overloaded ? 1 : 0,
  );
  const gateway = createGateway({
    httpServer: app.server,
    adapter: options.adapter,
    link,
    map: mapInfo(map),
    contentUrl: published.url,
    fairLog: new FairLogCopy({
      folder: config.data,
      onProblem: (error) => logger.warn({ err: error }, "the copy of the hunts' log is kept in memory"),
    }),
    tokens: options.tokens,
    limits,
    observer: metrics.gateway,
    clock,
    addresses,
    newcomers,
    boundary,
    random: Math.random,
  });
  const gate = makeConnectionGate({
    httpServer: app.server,
    limits: gateLimits(config.joinsPerSecond),
    addresses,
    clock,
    boundary,
    random: Math.random,
    entering: () => gateway.entering,
  });
  const port = new SharedPort(app.server, boundary);
  const drain = new Drain({
    clock,
    boundary,
    moves: gateway.moves,
    others: () => view.others(),
    port,
    limitMs: config.drainSeconds * 1_000,
    over: options.drained,
    log: (fields, text) => logger.info(fields, text),
  });
  const view = options.view(gateway, drain);
  const { sources, health, askQa } = view;
  metrics.load.countConnections(() => gateway.connections, limits.maxConnections);
  metrics.gauge("doubloon_players", "Players online", () => gateway.players);
  metrics.gauge("doubloon_connections", "Connections open", () => gateway.connections);
  metrics.gauge("doubloon_door_waiting", "Connections waiting to be admitted", () => gate.waiting);
  metrics.gauge(
    "doubloon_door_per_second",
    "Connections that the gate admits a second",
    () => gate.perSecond,
  );
  metrics.total(
    "doubloon_door_sent_away_total",
    "Connections rejected with Retry-After",
    () => gate.rejected,
  );
  metrics.total(
    "doubloon_door_over_share_total",
    "Connections refused because their address had used up its share",
    () => gate.overLimit,
  );
  addDrainMetrics(metrics, gateway.moves, () => drain.state);
  const { io, orders } = gateway;
  const openedConsole = await openGatewayConsole(app, config, { io, sources, orders, boundary });
  healthRoute(app, health);
  if (config.qa) qaRoutes(app, askQa, makeQaConnections(gateway));
  huntRoutes(app, sources.hunts);
  fairLogRoute(app, gateway.fairLog);
  queueRoute(app, gate);
  mapRoutes(app, map);
  landRoute(app, map);
  contentRoutes(app, published);
  await servePages(app, "/", repositoryPath("apps/client/dist"));
  const { host } = config;
  const number = options.port ?? config.port;
  const address = { host, port: number, backlog: BACKLOG };
  // With `exclusive` a worker listens itself instead of through its primary; `reusePort` lets several share the port. For port 0
  // the kernel looks for a port that nobody has; a given one that is taken is found out first.
  const sharing = { exclusive: true, reusePort: true };
  const listening = !canShare
    ? address
    : options.shared === true || number === 0
      ? { ...address, ...sharing }
      : { ...address, ...sharing, port: await findPort(host, number) };
  const url = await app.listen(listening).catch((error: unknown) => {
    throw listenError(error, host, number);
  });
  surviveAccept(app.server, boundary);
  await port.share(listening);
  return {
    gateway,
    drain,
    url: `${url}/`,
    async close() {
      drain.close();
      port.close();
      gate.close();
      await gateway.close("shuttingDown");
      await openedConsole.close();
      await app.close();
    },
  };
}
