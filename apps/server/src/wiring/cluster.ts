// Several processes on one machine: the world here, gateways in processes of their own, joined by a socket that only
// this user can open.
import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import { createSqliteLedger } from "../ledger/sqliteLedger.ts";
import { createStreamWorldLink } from "../link/transports/streamWorldLink.ts";
import { addFleetMetrics } from "../metrics/fleetMetrics.ts";
import { addLinkMetrics } from "../metrics/linkMetrics.ts";
import { addRoomMetrics } from "../metrics/roomMetrics.ts";
import { addSaveMetrics } from "../metrics/saveMetrics.ts";
import { startBotsFor } from "../processes/botsProcess.ts";
import { startGatewayFleet } from "../processes/gatewayFleet.ts";
import { linkContentOf, loadContent } from "../startup/content.ts";
import { ensureFirstGameMaster } from "../startup/firstGameMaster.ts";
import type { StartedServer } from "../startup/runningServer.ts";
import { prepareSocketPath } from "../startup/socketPath.ts";
import { openConsoleHub } from "../telemetry/consoleHub.ts";
import { makeLinkSeconds } from "../telemetry/linkSeconds.ts";
import type { Operations } from "../telemetry/operations.ts";
import { withMemory } from "../telemetry/processFigures.ts";
import { makeWorldFigures } from "../telemetry/worldFigures.ts";
import { loadTokenState } from "../tokens/tokenKeysFile.ts";
import { makeGatewayRefusalLog } from "./gatewayRefusalLog.ts";
import { openMetrics, openWorld } from "./openWorld.ts";

/** Resolves when every gateway listens. */
export async function startCluster(
  config: Config,
  logger: Logger,
  operations: Operations,
): Promise<StartedServer> {
  const [content, ledger] = await Promise.all([
    loadContent(config),
    createSqliteLedger(config.data),
    // Made here, once, before the gateways read it.
    loadTokenState(config.data, Date.now()),
  ]);
  // The ledger is open, so no other server uses this data folder.
  const worldPath = await prepareSocketPath(config.data);
  const link = await createStreamWorldLink(worldPath, {
    content: linkContentOf(content),
    onRefused: makeGatewayRefusalLog(logger),
  });
  const metrics = openMetrics(logger);
  const world = await openWorld({ config, content, ledger, link, metrics, logger });
  metrics.gauge("doubloon_gateways", "Gateways in session with the world", () => [...link.gateways].length);
  addLinkMetrics(metrics, "world", () => link.counters);
  const hub = openConsoleHub({
    sideChannel: link.sideChannel,
    gateways: () => link.gateways,
    ownFigures: () => withMemory(metrics.takeSecond()),
    world: makeWorldFigures(world, Date.now),
    linkSecond: makeLinkSeconds(() => link.counters),
    board: (query) => world.boardPage(query),
  });
  addSaveMetrics(metrics, () => world);
  addRoomMetrics(metrics, () => world.pace());
  addFleetMetrics(metrics, hub.gateways);
  operations.timer.add("console hub", hub.collect);
  operations.metrics.add(metrics.registry);
  operations.readiness.add("save", () => world.saveProblem());
  world.start();
  const fleet = await startGatewayFleet(config, worldPath, logger, operations);
  const firstGameMaster = await ensureFirstGameMaster(config.data, logger);
  const bots = startBotsFor(fleet.url, config, logger);
  return {
    url: fleet.url,
    firstGameMaster,
    async close() {
      await bots?.stop();
      await fleet.close();
      await world.close().finally(() => ledger.close());
      await link.close();
      metrics.close();
    },
    async abandon() {
      world.abandon();
      await fleet.close();
    },
  };
}
