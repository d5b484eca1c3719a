// /healthz for whoever keeps the server running, /metrics for Prometheus.
import type { FastifyInstance } from "fastify";
import { processIdentity } from "./processIdentity.ts";

export interface Health {
  /** `standby`: alive, and waiting for the lease of the world that another machine has. */
  readonly status: "ok" | "standby";
  readonly tick: number;
  readonly players: number;
}

/** `metrics` answers with Prometheus's text. */
export function healthRoutes(
  app: FastifyInstance,
  contentType: string,
  metrics: () => Promise<string>,
  health: () => Health,
): void {
  app.get("/healthz", (_request, reply) =>
    reply.header("cache-control", "no-store").send({ ...health(), ...processIdentity() }),
  );
  app.get("/metrics", async (_request, reply) =>
    reply
      .header("cache-control", "no-store")
      .header("content-type", contentType)
      .send(await metrics()),
  );
}
