// The server as one of several machines that share a world over Redis: this machine runs the world (or its standby),
// gateways, or both.
import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import { hostname } from "node:os";
import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import type { ProcessDiagnostics } from "../diagnostics/processDiagnostics.ts";
import { createApp } from "../http/createApp.ts";
import { healthRoute } from "../http/healthRoutes.ts";
import { addLinkMetrics } from "../metrics/linkMetrics.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { startBotsFor } from "../processes/botsProcess.ts";
import { startGatewayFleet } from "../processes/gatewayFleet.ts";
import { openIsland } from "../redis/island.ts";
import { type Content, loadContent } from "../startup/content.ts";
import { openControlSocket } from "../startup/controlSocket.ts";
import { ensureFirstGameMaster } from "../startup/firstGameMaster.ts";
import { listenError } from "../startup/operatorError.ts";
import type { StartedServer } from "../startup/runningServer.ts";
import { gatewayVerdict } from "../telemetry/connectionRoom.ts";
import { openConsoleFeed } from "../telemetry/console/consoleFeed.ts";
import type { ServerView } from "../telemetry/console/serverView.ts";
import type { Operations } from "../telemetry/operations.ts";
import { makeSessionTokens } from "../tokens/sessionToken.ts";
import { openTokenKeys } from "../tokens/tokenKeysStore.ts";
import { drainHandler } from "./parts/drainControl.ts";
import { startGatewayServer } from "./parts/gatewayServer.ts";
import { type LeasedWorld, startLeasedWorld } from "./parts/leased/leasedWorld.ts";
import { openRemoteWorld } from "./parts/openRemoteWorld.ts";
import { openMetrics } from "./parts/openWorld.ts";
import { openOwnDiagnostics } from "./parts/ownDiagnostics.ts";
import { processControl } from "./parts/processControl.ts";

/** Connections to the health route of a machine without gateways. */
const MAX_MONITORS = 64;

interface Front {
  readonly url: string;
  /** See RunningServer. */
  drain?(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Resolves when the gateways of this machine listen or, without gateways, when the world or its standby has started.
 * @throws LinkError if Redis cannot be reached
 */
export async function startMachine(
  config: Config,
  logger: Logger,
  operations: Operations,
  drained: () => void,
): Promise<StartedServer> {
  // In sequence: loading the map blocks the event loop, and Redis must be answered in time.
  const content = await loadContent(config);
  const island = await openIsland(config, logger);
  operations.readiness.add("redis", () => (island.bus.up ? undefined : { degraded: "cannot be reached" }));
  const metrics = openMetrics(logger);
  const diagnostics = await openOwnDiagnostics(
    config,
    logger,
    config.role === "gateway" ? "gateway" : "world",
  );
  operations.metrics.add(metrics.registry);
  let world: LeasedWorld | undefined;
  if (config.role !== "gateway") {
    world = await startLeasedWorld({
      config,
      content,
      packets: island.packets,
      names: island.names,
      metrics,
      logger,
      timer: operations.timer,
      readiness: operations.readiness,
      diagnostics,
      reportedElsewhere: config.role === "all" && config.gateways === 0,
      onFailed(error) {
        logger.fatal({ err: error }, "the world has failed");
        process.exit(1);
      },
    });
  }
  const front = await startFront(config, content, metrics, logger, operations, diagnostics, world, drained);
  const firstGameMaster = config.role === "world" ? undefined : await ensureFirstGameMaster(config, logger);
  const bots = config.role === "world" ? undefined : startBotsFor(front.url, config, logger);
  return {
    url: front.url,
    firstGameMaster,
    ...(front.drain === undefined ? {} : { drain: async () => front.drain?.() }),
    async close() {
      // First, so that no player waits for a world while this machine's own players are sent off.
      await world?.stepDown();
      await bots?.stop();
      await front.close();
      await world?.close();
      await island.close();
      diagnostics.close();
      metrics.close();
    },
    async abandon() {
      world?.abandon();
      await front.close();
    },
  };
}

async function startFront(
  config: Config,
  content: Content,
  metrics: Metrics,
  logger: Logger,
  operations: Operations,
  diagnostics: ProcessDiagnostics,
  world: LeasedWorld | undefined,
  drained: () => void,
): Promise<Front> {
  if (config.role === "world") return startMonitor(config, logger, world);
  if (config.gateways > 0) return startGatewayFleet(config, undefined, logger, operations);
  const id = `${hostname().slice(0, 32)}-${process.pid}-${randomBytes(4).toString("hex")}`;
  const tokens = await openTokenKeys(config.data, logger);
  const remote = await openRemoteWorld({
    config,
    content,
    worldPath: undefined,
    id,
    keys: tokens.keys,
    logger,
  });
  addLinkMetrics(metrics, "gateway", () => remote.link.counters);
  let view: ServerView | undefined;
  const over = Promise.withResolvers<void>();
  const server = await startGatewayServer({
    config,
    content,
    tokens: makeSessionTokens(tokens.keys, Date.now),
    link: remote.link,
    adapter: remote.adapter,
    metrics,
    logger,
    drained() {
      over.resolve();
      drained();
    },
    view(gateway, drain) {
      const feed = openConsoleFeed({ link: remote.link, gateway, metrics, config, drain, diagnostics });
      operations.timer.add("gateway report", feed.collect);
      operations.readiness.add("world", feed.worldHeard);
      operations.readiness.add("connections", () =>
        gatewayVerdict(gateway.connections, config.maxConnections, drain.state),
      );
      view = feed;
      return feed;
    },
  });
  // The control socket of a machine with a world is the world's.
  const control =
    config.role === "gateway" && view !== undefined
      ? await openControlSocket(config.data, {
          "/ping": async () => ({ pid: process.pid }),
          "/drain": drainHandler(view.sources, id),
          ...processControl(() => view?.sources.processes),
        })
      : undefined;
  return {
    url: server.url,
    async drain() {
      const problem = server.drain.start(true);
      if (problem === undefined) await over.promise;
      else logger.info({ problem }, "the gateway ends without a drain");
    },
    async close() {
      await control?.close();
      await server.close();
      await remote.close();
      await tokens.close();
    },
  };
}

/** Serves the health route of a machine without gateways. */
async function startMonitor(config: Config, logger: Logger, world: LeasedWorld | undefined): Promise<Front> {
  const app = await createApp({ logger, maxConnections: MAX_MONITORS });
  healthRoute(app, () => {
    const host = world?.host;
    if (host === undefined) return { status: "standby", tick: 0, players: 0 };
    return { status: "ok", tick: host.tick, players: host.playersOnline };
  });
  const { host, port } = config;
  const address = await app.listen({ host, port }).catch((error: unknown) => {
    throw listenError(error, host, port);
  });
  logger.info({ port: (app.server.address() as AddressInfo).port }, "the health route is up");
  return { url: `${address}/`, close: () => app.close() };
}
