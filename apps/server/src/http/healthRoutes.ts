// GET /healthz at the game's port: whether this process plays, for whoever has no access to the ops port.
import type { FastifyInstance } from "fastify";
import { processIdentity } from "./processIdentity.ts";

export interface Health {
  /**
   * `standby`: alive, and waiting for the lease of the world that another machine has. `refused`: the world does not
   * let this gateway in; `why` says what differs.
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
