// Assembles the server side of the console: the sign-in API, the Socket.IO namespace and its timer. Knows neither the
// world nor the gateway, only the port AdminSources. Nothing in it ends the process or blocks its thread.
import { setTimeout as wait } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { ErrorBoundary } from "../lib/errorBoundary.ts";
import { type AdminClock, systemClock } from "./adminClock.ts";
import { type NamespaceOpener, openAdminNamespace } from "./adminNamespace.ts";
import { createGameMasterOrders, type OrderTakers } from "./gameMasterOrders.ts";
import { addAdminApi } from "./signIn/adminApi.ts";
import { createLoginLimiter } from "./signIn/loginLimiter.ts";
import { createConsoleSessions } from "./signIn/sessions.ts";
import type { AdminSources } from "./sources.ts";
import { createGameMasterAccounts } from "./store/accounts.ts";
import type { AdminStore } from "./store/adminStore.ts";

/** The time between two updates of the consoles, in ms. */
const UPDATE_INTERVAL_MS = 1_000;
/** How long closing waits for the sessions' seen-times to be stored, in ms. */
const STOP_MS = 500;

export interface AdminParts {
  /** Not listening yet. Its `trustProxy` determines clients' addresses and whether a request came over TLS. */
  readonly app: FastifyInstance;
  /** The Socket.IO server. */
  readonly io: NamespaceOpener;
  /** The caller closes it. */
  readonly store: AdminStore;
  readonly sources: AdminSources;
  /** Carries out the game masters' orders. */
  readonly orders: OrderTakers;
  readonly clock?: AdminClock;
  /** Counts errors. By default, the console has its own, which logs them. */
  readonly boundary?: ErrorBoundary | undefined;
}

export interface Admin {
  /** Closes all consoles; resolves when the data kept in memory is stored, or cannot be. */
  close(): Promise<void>;
}

/** Adds the console's API and namespace to a server and starts its timer. */
export function createAdmin(parts: AdminParts): Admin {
  const { app, io, store, sources, clock = systemClock } = parts;
  const boundary = parts.boundary ?? makeBoundary(app, clock);
  const sessions = createConsoleSessions(store, clock, (error) => boundary.failed("admin store", error));
  const orders = createGameMasterOrders(parts.orders, clock, app.log);
  const namespace = openAdminNamespace(io, {
    sessions,
    sources,
    orders,
    boundary,
    mayOpenPlaces: store.mayOpenPlaces,
    mayOperate: store.mayOperate,
  });
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
  const stopUpdates = clock.every(UPDATE_INTERVAL_MS, namespace.update);
  return {
    async close() {
      stopUpdates();
      namespace.close();
      // The world's last save waits for this, so a disk that hangs must not block it.
      await Promise.race([sessions.stop(), wait(STOP_MS, undefined, { ref: false })]);
    },
  };
}

function makeBoundary(app: FastifyInstance, clock: AdminClock): ErrorBoundary {
  return new ErrorBoundary({
    clock,
    log: ({ kind, error, suppressed }) =>
      app.log.error({ kind, err: error, suppressed }, "an operation of the console failed"),
  });
}
