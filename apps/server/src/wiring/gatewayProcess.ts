// The start of a gateway process (see gatewayFleet.ts): an edge at a port shared with its sisters, with the world in
// another process. Ends when its primary tells it to, or goes.
import cluster from "node:cluster";
import { loadPassSecret } from "../gateway/passes.ts";
import { openConsoleFeed } from "./consoleFeed.ts";
import { loadContent } from "./content.ts";
import { startEdge } from "./edge.ts";
import { type GatewaySaid, type GatewayStart, STOP } from "./gatewayFleet.ts";
import { addLinkMetrics } from "./linkMetrics.ts";
import { makeLogger } from "./logger.ts";
import { openMetrics } from "./openWorld.ts";
import { operatorLine } from "./operatorError.ts";
import { openRemoteWorld } from "./remoteWorld.ts";

const start = JSON.parse(process.argv[2]) as GatewayStart;
const { config, port, worldPath } = start;
const logger = makeLogger(config.logLevel);

async function main(): Promise<void> {
  const [content, localSecret] = await Promise.all([loadContent(config), loadPassSecret(config.data)]);
  const metrics = openMetrics(logger);
  const id = `gateway-${cluster.worker?.id}-${process.pid}`;
  const world = await openRemoteWorld({ config, worldPath, id, localSecret, logger });
  addLinkMetrics(metrics, "gateway", () => world.link.counters);
  const edge = await startEdge({
    config,
    content,
    secret: world.secret,
    link: world.link,
    adapter: world.adapter,
    metrics,
    logger,
    port,
    shared: true,
    figures: (gateway) => openConsoleFeed({ link: world.link, gateway, metrics, staleMs: config.staleMs }),
  });

  let ending = false;
  async function end(code: number): Promise<void> {
    if (ending) return;
    ending = true;
    await edge.close();
    await world.close();
    process.exit(code);
  }
  process.on("message", (message) => message === STOP && void end(0));
  process.on("SIGTERM", () => void end(0));
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (error) => {
      logger.fatal({ err: error }, "an error that nobody has caught");
      process.exit(1);
    });
  }
  say({ is: "listening", url: edge.url });
}

function say(said: GatewaySaid): void {
  process.send?.(said);
}

// A terminal sends Ctrl-C to the whole group; the primary ends its gateways in order.
process.on("SIGINT", () => {});
main().catch((error: unknown) => {
  say({ is: "failed", line: operatorLine(error) ?? String(error) });
  logger.fatal({ err: error }, "the gateway cannot start");
  setTimeout(() => process.exit(1), 100);
});
