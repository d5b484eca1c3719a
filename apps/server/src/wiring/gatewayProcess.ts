// The start of a gateway process (see gatewayFleet.ts): an edge at a port shared with its sisters, with the world in
// another process. Ends when its primary tells it to, or goes.
import cluster from "node:cluster";
import { once } from "node:events";
import { addLinkMetrics } from "../metrics/linkMetrics.ts";
import { type GatewayProcessMessage, type GatewayStart, STOP } from "../processes/gatewayFleet.ts";
import { loadContent } from "../startup/content.ts";
import { makeLogger } from "../startup/logger.ts";
import { operatorLine } from "../startup/operatorError.ts";
import { openConsoleFeed } from "../telemetry/consoleFeed.ts";
import { makeTelemetryTimer } from "../telemetry/operations.ts";
import { makeSessionTokens } from "../tokens/sessionToken.ts";
import { openTokenKeys } from "../tokens/tokenKeysStore.ts";
import { startGatewayServer } from "./gatewayServer.ts";
import { openMetrics } from "./openWorld.ts";
import { openRemoteWorld } from "./remoteWorld.ts";

// A terminal sends Ctrl-C to the whole group; the primary ends its gateways in order.
process.on("SIGINT", () => {});
// Its channel to the primary holds the message until somebody listens.
const [start] = (await once(process, "message")) as [GatewayStart];
const { config, port, worldPath } = start;
const logger = await makeLogger(config.logLevel);

async function main(): Promise<void> {
  const [content, tokens] = await Promise.all([loadContent(config), openTokenKeys(config.data, logger)]);
  const metrics = openMetrics(logger);
  const timer = makeTelemetryTimer(logger);
  const id = `gateway-${cluster.worker?.id}-${process.pid}`;
  const world = await openRemoteWorld({ config, content, worldPath, id, keys: tokens.keys, logger });
  addLinkMetrics(metrics, "gateway", () => world.link.counters);
  const edge = await startGatewayServer({
    config,
    content,
    passes: makeSessionTokens(tokens.keys, Date.now),
    link: world.link,
    adapter: world.adapter,
    metrics,
    logger,
    port,
    shared: true,
    figures(gateway) {
      const feed = openConsoleFeed({ link: world.link, gateway, metrics, staleMs: config.staleMs });
      timer.add("gateway report", feed.collect);
      timer.add("metrics", async () => {
        const reading = await metrics.registry.getMetricsAsJSON();
        await say({ is: "reading", metrics: reading, notReady: feed.worldHeard() });
      });
      return feed;
    },
  });

  let ending = false;
  async function end(code: number): Promise<void> {
    if (ending) return;
    ending = true;
    timer.close();
    await edge.close();
    await world.close();
    await tokens.close();
    process.exit(code);
  }
  process.on("message", (message) => message === STOP && void end(0));
  process.on("SIGTERM", () => void end(0));
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (error) => {
      logger.fatal({ err: error }, "uncaught error");
      process.exit(1);
    });
  }
  await say({ is: "listening", url: edge.url });
}

/** Resolves when the channel has taken it, so that a primary that does not read is not sent more and more. */
function say(said: GatewayProcessMessage): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(said, undefined, undefined, (error) => (error === null ? resolve() : reject(error)));
  });
}

main().catch((error: unknown) => {
  say({ is: "failed", line: operatorLine(error) ?? String(error) }).catch(() => {});
  logger.fatal({ err: error }, "the gateway cannot start");
  setTimeout(() => process.exit(1), 100);
});
