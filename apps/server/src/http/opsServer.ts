// The operations HTTP server, on a separate port that players do not reach: /metrics, /livez and /readyz. It only reads: a
// request starts no measurement and asks no other process.
import type { AddressInfo } from "node:net";
import type { FastifyBaseLogger } from "fastify";
import { createApp } from "./createApp.ts";

/** Maximum number of TCP connections: a few monitors and probes. */
const MAX_MONITORS = 64;

/** The answer of /readyz. */
export interface ReadinessReport {
  readonly ready: boolean;
  /** By name of the check: "ok", "degraded: " and what is away, or what keeps players away. */
  readonly checks: Readonly<Record<string, string>>;
}

export interface OpsServerOptions {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly logger: FastifyBaseLogger;
  readonly contentType: string;
  /** The last reading in Prometheus's text format; undefined before the first. */
  readonly metricsText: () => Promise<string> | undefined;
  readonly readiness: () => ReadinessReport;
}

export interface OpsServer {
  /** `http://HOST:PORT/` */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts the server; resolves when it listens.
 * @throws the error of `listen`, such as EADDRINUSE
 */
export async function startOpsServer(options: OpsServerOptions): Promise<OpsServer> {
  const { host, port, logger, contentType, metricsText, readiness } = options;
  const app = await createApp({ logger, maxConnections: MAX_MONITORS });
  app.addHook("onRequest", async (_request, reply) => void reply.header("cache-control", "no-store"));
  // Any answer shows that the event loop is running.
  app.get("/livez", (_request, reply) => reply.send({ alive: true }));
  app.get("/readyz", (_request, reply) => {
    const report = readiness();
    return reply.code(report.ready ? 200 : 503).send(report);
  });
  app.get("/metrics", async (_request, reply) => {
    const text = metricsText();
    if (text === undefined) return reply.code(503).send({ error: "no reading has been taken yet" });
    return reply.header("content-type", contentType).send(await text);
  });
  await app.listen({ host, port, listenTextResolver: (at) => `metrics, health and readiness at ${at}` });
  const { address, family, port: taken } = app.server.address() as AddressInfo;
  return {
    url: `http://${family === "IPv6" ? `[${address}]` : address}:${taken}/`,
    close: () => app.close(),
  };
}
