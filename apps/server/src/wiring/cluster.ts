// The server as several processes on one machine: the world runs here, each gateway in a process of its own. They are
// joined by a socket that only this user can open.

import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import { createSqliteLedger } from "../ledger/sqliteLedger.ts";
import { createStreamWorldLink } from "../link/transports/streamWorldLink.ts";
import { addBackupMetrics } from "../metrics/backupMetrics.ts";
import { addFleetMetrics } from "../metrics/fleetMetrics.ts";
import { addHuntMetrics } from "../metrics/huntMetrics.ts";
import { addLinkMetrics } from "../metrics/linkMetrics.ts";
import { addRoomMetrics } from "../metrics/roomMetrics.ts";
import { addSaveMetrics } from "../metrics/saveMetrics.ts";
import { startBotsFor } from "../processes/botsProcess.ts";
import { startGatewayFleet } from "../processes/gatewayFleet.ts";
import { makeQaWorld } from "../qa/qaWorld.ts";
import { linkContentOf, loadContent } from "../startup/content.ts";
import { ensureFirstGameMaster } from "../startup/firstGameMaster.ts";
import { readVerifiedAt } from "../startup/makeBackup.ts";
import type { StartedServer } from "../startup/runningServer.ts";
import { prepareSocketPath } from "../startup/socketPath.ts";
import { openConsoleHub } from "../telemetry/console/consoleHub.ts";
import { makeLinkFigures } from "../telemetry/console/linkFigures.ts";
import { makeWorldFigures } from "../telemetry/console/worldFigures.ts";
import type { Operations } from "../telemetry/operations.ts";
import { loadTokenState } from "../tokens/tokenKeysFile.ts";
import { openControl } from "./parts/control.ts";
import { drainHandler } from "./parts/drainControl.ts";
import { openMetrics, openQaTime, openWorld } from "./parts/openWorld.ts";
import { openOwnDiagnostics } from "./parts/ownDiagnostics.ts";
import { processControl } from "./parts/processControl.ts";
import { makeGatewayRefusalLog } from "./parts/refusalLogs.ts";

/** Resolves when every gateway listens. */
export async function startCluster(
  config: Config,
  logger: Logger,
  operations: Operations,
): Promise<StartedServer> {
  const [content, ledger, diagnostics] = await Promise.all([
    loadContent(config),
    createSqliteLedger(config.data),
    openOwnDiagnostics(config, logger, "world"),
    // Created here, once, before the gateways read it.
    loadTokenState(config.data, Date.now()),
  ]);
  // The ledger is open, which proves that no other server uses this data folder.
  const worldPath = await prepareSocketPath(config.data);
  const link = await createStreamWorldLink(worldPath, {
    content: linkContentOf(content),
    onRefused: makeGatewayRefusalLog(logger),
  });
  const metrics = openMetrics(logger);
  addBackupMetrics(metrics, () => readVerifiedAt(config.data));
  const time = openQaTime(config);
  const world = await openWorld({ config, content, ledger, own: ledger, link, metrics, logger, time });
  metrics.gauge("doubloon_gateways", "Gateways in session with the world", () => [...link.gateways].length);
  addLinkMetrics(metrics, "world", () => link.counters);
  const hub = openConsoleHub({
    sideChannel: link.sideChannel,
    gateways: () => link.gateways,
    ownFigures: metrics.takeSecond,
    world: makeWorldFigures(world, Date.now),
    link: makeLinkFigures(() => link.counters),
    board: (query) => world.boardPage(query),
    hunts: world.hunts.console,
    diagnostics,
    qa: time === undefined ? undefined : makeQaWorld(world, time.clock),
  });
  const control = await openControl(config.data, ledger, logger, {
    "/drain": drainHandler(hub),
    ...processControl(() => hub.processes),
  });
  addHuntMetrics(metrics, () => world.hunts.stats);
  addSaveMetrics(metrics, () => world);
  addRoomMetrics(metrics, () => world.rates());
  addFleetMetrics(metrics, hub.gateways);
  operations.timer.add("console hub", hub.collect);
  operations.metrics.add(metrics.registry);
  operations.readiness.add("save", () => world.saveProblem());
  world.start();
  const fleet = await startGatewayFleet(config, worldPath, logger, operations);
  const firstGameMaster = await ensureFirstGameMaster(config, logger);
  const bots = startBotsFor(fleet.url, config, logger);
  return {
    url: fleet.url,
    firstGameMaster,
    async close() {
      await bots?.stop();
      await fleet.close();
      await control.close();
      await world.close().finally(() => ledger.close());
      await link.close();
      diagnostics.close();
      metrics.close();
    },
    async abandon() {
      world.abandon();
      await fleet.close();
    },
  };
}
