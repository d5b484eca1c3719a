// The whole server from its configuration: makes the parts in order, joins them, and takes them apart in reverse.
// Nothing else in the server knows more than its own neighbours.
import { SnapshotError } from "@doubloon/engine/snapshot";
import type { Logger } from "pino";
import { openAccounts } from "../admin/accounts.ts";
import { createAdmin } from "../admin/createAdmin.ts";
import type { Config } from "../config/config.ts";
import { loadLoot } from "../content/loadLoot.ts";
import { createGateway } from "../gateway/gateway.ts";
import { DEFAULT_LIMITS } from "../gateway/gatewayLimits.ts";
import { loadPassSecret, makePasses } from "../gateway/passes.ts";
import { cpuProfileRoute } from "../http/cpuProfile.ts";
import { createApp } from "../http/createApp.ts";
import { healthRoutes } from "../http/healthRoutes.ts";
import { servePages } from "../http/pages.ts";
import { createSqliteLedger } from "../ledger/sqliteLedger.ts";
import { createInlineLink } from "../link/inlineLink.ts";
import { loadMap } from "../map/loadMap.ts";
import { mapInfo, mapRoutes } from "../map/mapRoutes.ts";
import { createMetrics } from "../metrics/metrics.ts";
import { createSystemClock } from "../world/clock.ts";
import { createWorldHost } from "../world/worldHost.ts";
import { makeAdminSources } from "./adminSources.ts";
import { type BotsProcess, startBots } from "./botsProcess.ts";
import { prepareDataFolder } from "./dataFolder.ts";
import { listenError, OperatorError } from "./operatorError.ts";
import { inRepository, repositoryPath } from "./repository.ts";

/** HTTP connections beyond the players' own: pages, consoles, those still to be refused. */
const SPARE_CONNECTIONS = 1_024;

export interface RunningServer {
  /** Where the game is, as `http://HOST:PORT/`. */
  readonly url: string;
  /** The first run's game master, to be shown once. */
  readonly firstGameMaster: { readonly name: string; readonly password: string } | undefined;
  /** Says farewell, saves the world, closes everything. */
  close(): Promise<void>;
}

/**
 * Starts everything; resolves when players can come in.
 * @throws errors with a line for the operator (see operatorError.ts) for whatever they can mend
 */
export async function startServer(config: Config, logger: Logger): Promise<RunningServer> {
  await prepareDataFolder(config.data);
  const [map, loot, ledger, secret] = await Promise.all([
    loadMap(config.map),
    loadLoot(repositoryPath("content/loot.json")),
    createSqliteLedger(config.data),
    loadPassSecret(config.data),
  ]);
  const accounts = openAccounts(config.data);
  const metrics = createMetrics({
    onPace: (pace) => logger.info({ pace }, "frame rates have changed"),
    onSaveFailed: (error) => logger.error({ err: error }, "the world could not be saved"),
    onTimeSkipped: (ms) => logger.warn({ ms }, "the world was too far behind and skipped time"),
  });
  const clock = createSystemClock();
  const link = createInlineLink();
  const limits = DEFAULT_LIMITS;
  const app = await createApp({ logger, maxConnections: limits.maxConnections + SPARE_CONNECTIONS });
  const gateway = createGateway({
    httpServer: app.server,
    link: link.gateway,
    map: mapInfo(map),
    lootKinds: loot.map(({ weight: _weight, terrains: _terrains, ...kind }) => kind),
    passes: makePasses(secret),
    limits,
    observer: metrics.gateway,
    clock,
    random: Math.random,
  });
  const world = await createWorldHost({
    map: map.world,
    loot,
    seed: config.seed,
    ledger,
    link: link.world,
    clock,
    observer: metrics.world,
  }).catch((error: unknown) => {
    if (!(error instanceof SnapshotError)) throw error;
    throw new OperatorError(`the world in ${config.data} cannot be used: ${error.message}`);
  });
  metrics.gauge("doubloon_players", "Players online", () => world.playersOnline);
  metrics.gauge("doubloon_connections", "Connections open", () => gateway.connections);
  const admin = createAdmin({
    app,
    io: gateway.io,
    accounts,
    sources: makeAdminSources({
      metrics,
      gateway,
      world,
      onSecond: ({ loopLagMaxMs, drops }) => gateway.reportHealth(loopLagMaxMs, drops),
    }),
  });
  healthRoutes(app, metrics.registry, () => ({ tick: world.tick, players: world.playersOnline }));
  cpuProfileRoute(app, admin.requireGameMaster);
  mapRoutes(app, map);
  await servePages(app, "/admin/", repositoryPath("apps/admin/dist"));
  await servePages(app, "/", repositoryPath("apps/client/dist"));
  const firstGameMaster = accounts.ensureFirst();
  const url = await app
    .listen({ host: config.host, port: config.port })
    .then((address) => `${address}/`)
    .catch((error: unknown) => {
      throw listenError(error, config.host, config.port);
    });
  world.start();
  let bots: BotsProcess | undefined;
  if (config.bots > 0) {
    bots = startBots(inRepository("apps/swarm/src/main.ts"), url, config.bots, logger);
  }
  return {
    url,
    firstGameMaster,
    async close() {
      await bots?.stop();
      await gateway.close("shuttingDown");
      await world.close();
      await ledger.close();
      admin.close();
      accounts.close();
      metrics.close();
      await app.close();
    },
  };
}
