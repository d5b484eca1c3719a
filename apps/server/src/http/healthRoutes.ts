// GET /healthz on the game's port: the process's status, for load balancers without access to the operations port. Checks
// nothing itself.
import type { FastifyInstance } from "fastify";
import { processIdentity } from "./processIdentity.ts";

export interface Health {
  /**
   * `standby`: waiting for the world's lease, which another machine holds. `refused`: the world refuses this gateway;
   * `why` says what differs.
   */
  readonly status: "ok" | "standby" | "refused";
  readonly why?: string;
  readonly tick: number;
  readonly players: number;
}

/** Adds the route. */
export function healthRoute(app: FastifyInstance, health: () => Health): void {
  app.get("/healthz", (_request, reply) =>
    reply.header("cache-control", "no-store").send({ ...health(), ...processIdentity() }),
  );
}
