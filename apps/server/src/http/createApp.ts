// Creates the Fastify server with time limits, security headers and JSON errors. Adds no routes: their owners do.
import helmet from "@fastify/helmet";
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import type { TrustsProxy } from "../lib/clientAddress.ts";

const BODY_LIMIT_BYTES = 16_384;
/** Time limit for a request's head, in ms; checked every CHECK_MS. */
const HEADERS_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 15_000;
const CHECK_MS = 1_000;
const KEEP_ALIVE_MS = 30_000;
/** Idle timeout of a TCP connection, in ms; it does not apply to WebSockets. */
const IDLE_MS = 10_000;
const MAX_PATH_CHARS = 128;

export interface AppOptions {
  readonly logger: FastifyBaseLogger;
  /** Maximum number of TCP connections; more are not accepted. */
  readonly maxConnections: number;
  /** Idle timeout of a TCP connection, in ms; IDLE_MS by default. */
  readonly idleMs?: number;
  /** Peers whose X-Forwarded-For and X-Forwarded-Proto are trusted; none by default. */
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
    // A socket that was reset has no address.
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
        // Phaser turns the files it loads into blob: and data: images.
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
    // A TLS proxy in front sets this header; plain HTTP on a local network must stay usable.
    strictTransportSecurity: false,
  });
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ error: `nothing is at ${request.url.slice(0, MAX_PATH_CHARS)}` }),
  );
  return app;
}
