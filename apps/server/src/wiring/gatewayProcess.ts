// The main file of a gateway process, which processes/gatewayFleet.ts starts: a gateway server on the port that all
// gateways of this machine share, and a link to the world in another process. Ends when its primary says so or is gone.
import cluster from "node:cluster";
import { once } from "node:events";
import { addLinkMetrics } from "../metrics/linkMetrics.ts";
import { DRAIN, type GatewayStart, STOP } from "../processes/gatewayFleet.ts";
import { openPrimaryChannel } from "../processes/primaryChannel.ts";
import { loadContent } from "../startup/content.ts";
import { makeLogger } from "../startup/logger.ts";
import { operatorLine } from "../startup/operatorError.ts";
import { gatewayVerdict } from "../telemetry/connectionRoom.ts";
import { openConsoleFeed } from "../telemetry/console/consoleFeed.ts";
import { makeTelemetryTimer } from "../telemetry/operations.ts";
import { makeSessionTokens } from "../tokens/sessionToken.ts";
import { openTokenKeys } from "../tokens/tokenKeysStore.ts";
import { startGatewayServer } from "./parts/gatewayServer.ts";
import { openRemoteWorld } from "./parts/openRemoteWorld.ts";
import { openMetrics } from "./parts/openWorld.ts";
import { openOwnDiagnostics } from "./parts/ownDiagnostics.ts";

/** Time for the log and the primary to take the last words, in ms. */
const LAST_WORDS_MS = 100;

// A terminal sends Ctrl-C to the whole process group; the primary ends its gateways in order.
process.on("SIGINT", () => {});
/** Closes what is open so far. */
let close = async (): Promise<void> => {};
let ending = false;
async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  await close();
  process.exit(code);
}
const primary = openPrimaryChannel(() => void end(0));
// The channel holds the message until there is a listener.
const [start] = (await once(process, "message")) as [GatewayStart];
const { config, port, worldPath } = start;
const logger = await makeLogger(config.logLevel);

async function main(): Promise<void> {
  const [content, tokens, diagnostics] = await Promise.all([
    loadContent(config),
    openTokenKeys(config.data, logger),
    openOwnDiagnostics(config, logger, "gateway"),
  ]);
  const metrics = openMetrics(logger);
  const timer = makeTelemetryTimer(logger);
  const id = `gateway-${cluster.worker?.id}-${process.pid}`;
  const world = await openRemoteWorld({ config, content, worldPath, id, keys: tokens.keys, logger });
  addLinkMetrics(metrics, "gateway", () => world.link.counters);
  const server = await startGatewayServer({
    config,
    content,
    tokens: makeSessionTokens(tokens.keys, Date.now),
    link: world.link,
    adapter: world.adapter,
    metrics,
    logger,
    port,
    shared: true,
    drained: () => void end(0),
    view(gateway, drain) {
      const feed = openConsoleFeed({ link: world.link, gateway, metrics, config, drain, diagnostics });
      timer.add("gateway report", feed.collect);
      timer.add("metrics", async () => {
        const reading = await metrics.registry.getMetricsAsJSON();
        const verdict =
          gatewayVerdict(gateway.connections, config.maxConnections, drain.state) ?? feed.worldHeard();
        const said = typeof verdict === "object" ? verdict : { notReady: verdict };
        await primary.send({ is: "reading", metrics: reading, ...said });
      });
      return feed;
    },
  });
  close = async () => {
    timer.close();
    await server.close();
    await world.close();
    await tokens.close();
  };
  process.on("message", (message) => {
    if (message === STOP) void end(0);
    else if (message === DRAIN) terminate();
  });
  let terminated = false;
  /** The second time, and without another gateway, it ends at once. */
  function terminate(): void {
    const problem = terminated ? "it was told twice" : server.drain.start(true);
    terminated = true;
    if (problem === undefined) return;
    logger.info({ problem }, "the gateway ends without a drain");
    void end(0);
  }
  process.on("SIGTERM", terminate);
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (error) => {
      logger.fatal({ err: error }, "uncaught error");
      process.exit(1);
    });
  }
  await primary.send({ is: "listening", url: server.url });
}

main().catch((error: unknown) => {
  void primary.send({ is: "failed", line: operatorLine(error) ?? String(error) });
  logger.fatal({ err: error }, "the gateway cannot start");
  setTimeout(() => process.exit(1), LAST_WORDS_MS);
});
