// World and edge in one process, joined by the inline link.
import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import { createSqliteLedger } from "../ledger/sqliteLedger.ts";
import { createInlineLink } from "../link/transports/inlineLink.ts";
import { addRoomMetrics } from "../metrics/roomMetrics.ts";
import { addSaveMetrics } from "../metrics/saveMetrics.ts";
import { startBotsFor } from "../processes/botsProcess.ts";
import { loadContent } from "../startup/content.ts";
import { ensureFirstGameMaster } from "../startup/firstGameMaster.ts";
import type { StartedServer } from "../startup/runningServer.ts";
import type { Operations } from "../telemetry/operations.ts";
import { makeSessionTokens } from "../tokens/sessionToken.ts";
import { openTokenKeys } from "../tokens/tokenKeysStore.ts";
import { makeAdminSources } from "./adminSources.ts";
import { startGatewayServer } from "./gatewayServer.ts";
import { openMetrics, openWorld } from "./openWorld.ts";

/** Resolves when players can come in. */
export async function startSingleProcess(
  config: Config,
  logger: Logger,
  operations: Operations,
): Promise<StartedServer> {
  const [content, ledger, tokens] = await Promise.all([
    loadContent(config),
    createSqliteLedger(config.data),
    openTokenKeys(config.data, logger),
  ]);
  const metrics = openMetrics(logger);
  const link = createInlineLink();
  const world = await openWorld({ config, content, ledger, link: link.world, metrics, logger });
  addSaveMetrics(metrics, () => world);
  addRoomMetrics(metrics, () => world.pace());
  operations.metrics.add(metrics.registry);
  operations.readiness.add("save", () => world.saveProblem());
  const edge = await startGatewayServer({
    config,
    content,
    passes: makeSessionTokens(tokens.keys, Date.now),
    link: link.gateway,
    metrics,
    logger,
    figures(gateway) {
      const gatewayId = link.gateway.id;
      const read = makeAdminSources({ metrics, gateway, world, gatewayId, staleMs: config.staleMs });
      operations.timer.add("second", read.collect);
      return {
        sources: read.sources,
        health: () => ({ status: "ok", tick: world.tick, players: world.playersOnline }),
      };
    },
  });
  world.start();
  const firstGameMaster = await ensureFirstGameMaster(config.data, logger);
  const bots = startBotsFor(edge.url, config, logger);
  return {
    url: edge.url,
    firstGameMaster,
    async close() {
      await bots?.stop();
      await edge.close();
      await world.close().finally(() => ledger.close());
      await tokens.close();
      metrics.close();
    },
    async abandon() {
      world.abandon();
      await edge.close();
    },
  };
}
