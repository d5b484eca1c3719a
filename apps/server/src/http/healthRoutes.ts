// /healthz for whoever keeps the server running, /metrics for Prometheus.
import type { FastifyInstance } from "fastify";
import type { Registry } from "prom-client";

export interface Health {
  readonly tick: number;
  readonly players: number;
}

export function healthRoutes(app: FastifyInstance, registry: Registry, health: () => Health): void {
  app.get("/healthz", (_request, reply) =>
    reply.header("cache-control", "no-store").send({ status: "ok", ...health() }),
  );
  app.get("/metrics", async (_request, reply) =>
    reply
      .header("cache-control", "no-store")
      .header("content-type", registry.contentType)
      .send(await registry.metrics()),
  );
}
