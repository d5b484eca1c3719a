// The HTTP server: time limits, security headers, plain answers to what is wrong. Routes are added by their owners.
import helmet from "@fastify/helmet";
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import type { TrustsProxy } from "../lib/clientAddress.ts";

const BODY_LIMIT_BYTES = 16_384;
/** A connection that has not sent its request's head by then is closed, in ms; looked after every CHECK_MS. */
const HEADERS_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 15_000;
const CHECK_MS = 1_000;
const KEEP_ALIVE_MS = 30_000;
/** A TCP connection on which nothing at all happens is closed, in ms; one that has become a WebSocket is not. */
const IDLE_MS = 10_000;
const MAX_PATH_CHARS = 128;

export interface AppOptions {
  readonly logger: FastifyBaseLogger;
  /** TCP connections in all; more are not accepted. */
  readonly maxConnections: number;
  /** A TCP connection on which nothing at all happens for so long is closed, in ms; by default IDLE_MS. */
  readonly idleMs?: number;
  /** Which peers' X-Forwarded-For and X-Forwarded-Proto count; by default nobody's. */
  readonly trustsProxy?: TrustsProxy;
}

/** A Fastify server without routes, not listening yet. */
export async function createApp({
  logger,
  maxConnections,
  idleMs = IDLE_MS,
  trustsProxy = () => false,
}: AppOptions): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    // A peer without an address has been reset.
    trustProxy: (address: string | undefined) => address !== undefined && trustsProxy(address),
    bodyLimit: BODY_LIMIT_BYTES,
    connectionTimeout: idleMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: MAX_PATH_CHARS },
    http: { headersTimeout: HEADERS_TIMEOUT_MS, connectionsCheckingInterval: CHECK_MS },
  });
  app.server.maxConnections = maxConnections;
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // Phaser turns what it loads into blob: and data: images.
        imgSrc: ["'self'", "data:", "blob:"],
        mediaSrc: ["'self'", "data:", "blob:"],
        workerSrc: ["'self'", "blob:"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: "no-referrer" },
    // A proxy in front that speaks TLS sets this; plain HTTP on a local network must stay usable.
    strictTransportSecurity: false,
  });
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ error: `nothing is at ${request.url.slice(0, MAX_PATH_CHARS)}` }),
  );
  return app;
}
