// World and edge in one process, joined by the inline link.
import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import { loadPassSecret } from "../gateway/passes.ts";
import { createSqliteLedger } from "../ledger/sqliteLedger.ts";
import { createInlineLink } from "../link/inlineLink.ts";
import { addRoomMetrics } from "../metrics/roomMetrics.ts";
import { makeAdminSources } from "./adminSources.ts";
import { startBotsFor } from "./botsProcess.ts";
import { loadContent } from "./content.ts";
import { startEdge } from "./edge.ts";
import { ensureFirstGameMaster } from "./firstGameMaster.ts";
import { openMetrics, openWorld } from "./openWorld.ts";
import type { RunningServer } from "./runningServer.ts";

/** Resolves when players can come in. */
export async function startSingleProcess(config: Config, logger: Logger): Promise<RunningServer> {
  const [content, ledger, secret] = await Promise.all([
    loadContent(config),
    createSqliteLedger(config.data),
    loadPassSecret(config.data),
  ]);
  const metrics = openMetrics(logger);
  const link = createInlineLink();
  const world = await openWorld({ config, content, ledger, link: link.world, metrics });
  addRoomMetrics(metrics, () => world.pace());
  const edge = await startEdge({
    config,
    content,
    secret,
    link: link.gateway,
    metrics,
    logger,
    figures: (gateway) => ({
      sources: makeAdminSources({
        metrics,
        gateway,
        world,
        gatewayId: link.gateway.id,
        staleMs: config.staleMs,
        // The event loop is the world's, which looks at it itself: no frame waits between the two.
        onSecond: ({ drops }) => gateway.reportHealth({ lagMs: 0, busy: 0, droppedFrames: drops }),
      }),
      health: () => ({ status: "ok", tick: world.tick, players: world.playersOnline }),
      metricsText: () => metrics.registry.metrics(),
    }),
  });
  world.start();
  const bots = startBotsFor(edge.url, config, logger);
  return {
    url: edge.url,
    firstGameMaster: ensureFirstGameMaster(config.data),
    async close() {
      await bots?.stop();
      await edge.close();
      await world.close();
      await ledger.close();
      metrics.close();
    },
  };
}
