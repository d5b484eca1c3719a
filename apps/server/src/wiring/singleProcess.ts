// The server as one process: the world and the gateway server, joined by the inline link.

import type { Logger } from "pino";
import type { ProcessSources } from "../admin/processes/processSources.ts";
import type { Config } from "../config/config.ts";
import { createSqliteLedger } from "../ledger/sqliteLedger.ts";
import { createInlineLink } from "../link/transports/inlineLink.ts";
import { addBackupMetrics } from "../metrics/backupMetrics.ts";
import { addHuntMetrics } from "../metrics/huntMetrics.ts";
import { addRoomMetrics } from "../metrics/roomMetrics.ts";
import { addSaveMetrics } from "../metrics/saveMetrics.ts";
import { startBotsFor } from "../processes/botsProcess.ts";
import { makeQaWorld, noQa } from "../qa/qaWorld.ts";
import { loadContent } from "../startup/content.ts";
import { ensureFirstGameMaster } from "../startup/firstGameMaster.ts";
import { readVerifiedAt } from "../startup/makeBackup.ts";
import type { StartedServer } from "../startup/runningServer.ts";
import { gatewayVerdict } from "../telemetry/connectionRoom.ts";
import { makeSingleProcessView } from "../telemetry/console/singleProcessView.ts";
import type { Operations } from "../telemetry/operations.ts";
import { makeSessionTokens } from "../tokens/sessionToken.ts";
import { openTokenKeys } from "../tokens/tokenKeysStore.ts";
import { openControl } from "./parts/control.ts";
import { startGatewayServer } from "./parts/gatewayServer.ts";
import { openMetrics, openQaTime, openWorld } from "./parts/openWorld.ts";
import { openOwnDiagnostics } from "./parts/ownDiagnostics.ts";
import { processControl } from "./parts/processControl.ts";

/** Resolves when players can join. */
export async function startSingleProcess(
  config: Config,
  logger: Logger,
  operations: Operations,
): Promise<StartedServer> {
  const [content, ledger, tokens, diagnostics] = await Promise.all([
    loadContent(config),
    createSqliteLedger(config.data),
    openTokenKeys(config.data, logger),
    openOwnDiagnostics(config, logger, "world"),
  ]);
  let processes: ProcessSources | undefined;
  const control = await openControl(config.data, ledger, logger, {
    ...processControl(() => processes),
    async "/drain"() {
      throw new Error("this server is one process: there is no other gateway to move players to");
    },
  });
  const metrics = openMetrics(logger);
  addBackupMetrics(metrics, () => readVerifiedAt(config.data));
  const link = createInlineLink();
  const time = openQaTime(config);
  const world = await openWorld({
    config,
    content,
    ledger,
    own: ledger,
    link: link.world,
    metrics,
    logger,
    time,
  });
  addHuntMetrics(metrics, () => world.hunts.stats);
  addSaveMetrics(metrics, () => world);
  addRoomMetrics(metrics, () => world.rates());
  operations.metrics.add(metrics.registry);
  operations.readiness.add("save", () => world.saveProblem());
  const server = await startGatewayServer({
    config,
    content,
    tokens: makeSessionTokens(tokens.keys, Date.now),
    link: link.gateway,
    metrics,
    logger,
    // There is no other gateway, so no drain ever starts.
    drained: () => {},
    view(gateway) {
      const gatewayId = link.gateway.id;
      const view = makeSingleProcessView({
        metrics,
        gateway,
        world,
        hunts: world.hunts.console,
        diagnostics,
        askQa: time === undefined ? noQa : makeQaWorld(world, time.clock),
        gatewayId,
        staleMs: config.staleMs,
      });
      processes = view.sources.processes;
      operations.timer.add("second", view.collect);
      operations.readiness.add("connections", () =>
        gatewayVerdict(gateway.connections, config.maxConnections, undefined),
      );
      return view;
    },
  });
  world.start();
  const firstGameMaster = await ensureFirstGameMaster(config, logger);
  const bots = startBotsFor(server.url, config, logger);
  return {
    url: server.url,
    firstGameMaster,
    async close() {
      await bots?.stop();
      await server.close();
      await control.close();
      await world.close().finally(() => ledger.close());
      await tokens.close();
      diagnostics.close();
      metrics.close();
    },
    async abandon() {
      world.abandon();
      await server.close();
    },
  };
}
