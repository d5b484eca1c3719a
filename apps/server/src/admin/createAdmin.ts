// The console's server side, put together: the sign-in API, the namespace and the beat of once a second. It knows
// neither the world nor the gateway, only the port AdminSources. Nothing in it ends the process or blocks its thread.
import { setTimeout as wait } from "node:timers/promises";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ErrorBoundary } from "../lib/errorBoundary.ts";
import { type AdminClock, systemClock } from "./adminClock.ts";
import { type NamespaceOpener, openAdminNamespace } from "./adminNamespace.ts";
import { createGameMasterOrders, type OrderTakers } from "./gameMasterOrders.ts";
import { refuse } from "./refusal.ts";
import { addAdminApi, refuseFor } from "./signIn/adminApi.ts";
import { createLoginLimiter } from "./signIn/loginLimiter.ts";
import { sessionIdOf } from "./signIn/sessionCookie.ts";
import { createConsoleSessions } from "./signIn/sessions.ts";
import type { AdminSources } from "./sources.ts";
import { createGameMasterAccounts } from "./store/accounts.ts";
import type { AdminStore } from "./store/adminStore.ts";

const BEAT_MS = 1_000;
/** How long closing waits for seen-times to be stored, in ms. */
const STOP_MS = 500;

export interface AdminParts {
  /** Before it listens. Its `trustProxy` decides what an address is and whether a page came over TLS. */
  readonly app: FastifyInstance;
  /** The Socket.IO server. */
  readonly io: NamespaceOpener;
  /** Stays the caller's to close. */
  readonly store: AdminStore;
  readonly sources: AdminSources;
  /** Carries out what game masters order. */
  readonly orders: OrderTakers;
  readonly clock?: AdminClock;
  /** Counts what fails here; one of its own, which logs, if not given. */
  readonly boundary?: ErrorBoundary | undefined;
}

export interface Admin {
  /** A preHandler (or onRequest hook) that lets only signed-in game masters through; others get 401 or 503 and JSON. */
  requireGameMaster(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined>;
  /** Ends the beat and all consoles; resolves when what was kept in memory is stored, or cannot be. */
  close(): Promise<void>;
}

/** Adds the console's API and namespace to a server and starts its beat. */
export function createAdmin(parts: AdminParts): Admin {
  const { app, io, store, sources, clock = systemClock } = parts;
  const boundary = parts.boundary ?? makeBoundary(app, clock);
  const sessions = createConsoleSessions(store, clock, (error) => boundary.failed("admin store", error));
  const orders = createGameMasterOrders(parts.orders, clock, app.log);
  const namespace = openAdminNamespace(io, { sessions, sources, orders, boundary });
  let deviceKey: Uint8Array | undefined;
  addAdminApi(app, {
    accounts: createGameMasterAccounts(store),
    sessions,
    limiter: createLoginLimiter(),
    boundary,
    async deviceKey() {
      deviceKey ??= await store.deviceKey();
      return deviceKey;
    },
    nowMs: clock.nowMs,
    onSignedOut: namespace.endSession,
    onOthersSignedOut: namespace.endOthers,
  });
  const stopBeat = clock.every(BEAT_MS, namespace.beat);
  return {
    async requireGameMaster(request, reply) {
      try {
        const name = await sessions.find(sessionIdOf(request.headers.cookie));
        return name === undefined ? refuse(reply, "signInNeeded") : undefined;
      } catch (error) {
        return refuseFor(error as FastifyError, boundary, reply);
      }
    },
    async close() {
      stopBeat();
      namespace.close();
      // The world waits for this before its last save, so it is not for a disk that hangs.
      await Promise.race([sessions.stop(), wait(STOP_MS, undefined, { ref: false })]);
    },
  };
}

function makeBoundary(app: FastifyInstance, clock: AdminClock): ErrorBoundary {
  return new ErrorBoundary({
    clock,
    log: ({ kind, error, suppressed }) =>
      app.log.error({ kind, err: error, suppressed }, "something at the console has failed"),
  });
}
