// The console's server side, put together: the sign-in API, the namespace and the beat of once a second. It knows
// neither the world nor the gateway, only the port AdminSources.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Accounts } from "./accounts.ts";
import { addAdminApi } from "./adminApi.ts";
import { type AdminClock, systemClock } from "./adminClock.ts";
import { type NamespaceOpener, openAdminNamespace } from "./adminNamespace.ts";
import { createGameMasterOrders, type OrderTakers } from "./gameMasterOrders.ts";
import { createLoginLimiter } from "./loginLimiter.ts";
import { refuse } from "./refusal.ts";
import { sessionIdOf } from "./sessionCookie.ts";
import { createSessions } from "./sessions.ts";
import type { AdminSources } from "./sources.ts";

const BEAT_MS = 1_000;

export interface AdminParts {
  /** Before it listens. Its `trustProxy` decides what an address is and whether a page came over TLS. */
  readonly app: FastifyInstance;
  /** The Socket.IO server. */
  readonly io: NamespaceOpener;
  readonly accounts: Accounts;
  readonly sources: AdminSources;
  /** Carries out what game masters order. */
  readonly orders: OrderTakers;
  readonly clock?: AdminClock;
}

export interface Admin {
  /** A preHandler (or onRequest hook) that lets only signed-in game masters through; others get 401 and JSON. */
  requireGameMaster(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined>;
  /** Ends the beat and all consoles; the accounts stay open, they are the caller's. */
  close(): void;
}

/** Adds the console's API and namespace to a server and starts its beat. */
export function createAdmin(parts: AdminParts): Admin {
  const { app, io, accounts, sources, clock = systemClock } = parts;
  const sessions = createSessions(accounts.sessionRows, clock);
  const orders = createGameMasterOrders(parts.orders, clock, app.log);
  const namespace = openAdminNamespace(io, sessions, sources, orders);
  addAdminApi(app, {
    accounts,
    sessions,
    limiter: createLoginLimiter(clock),
    onSignedOut: namespace.endSession,
  });
  const stopBeat = clock.every(BEAT_MS, namespace.beat);
  return {
    async requireGameMaster(request, reply) {
      const name = sessions.find(sessionIdOf(request.headers.cookie));
      return name === undefined ? refuse(reply, "signInNeeded") : undefined;
    },
    close() {
      stopBeat();
      namespace.close();
    },
  };
}
