// The API for signing in and out. Bodies are checked, attempts are limited, answers are JSON and never cached. An error
// fails one request only; while the database of game masters cannot be used, the answer is 503.
import type { AdminIdentity } from "@doubloon/shared/protocol/admin";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { addressGroup } from "../../lib/clientAddress.ts";
import type { ErrorBoundary } from "../../lib/errorBoundary.ts";
import { refuse } from "../refusal.ts";
import { AdminStoreError } from "../store/adminStore.ts";
import { type AdminApiParts, MAX_BODY_BYTES } from "./apiParts.ts";
import { deviceCookie, knownDeviceOf } from "./deviceCookie.ts";
import { ChecksBusyError } from "./passwordChecks.ts";
import { addPasswordRoute } from "./passwordRoute.ts";
import { isSameOrigin } from "./sameOrigin.ts";
import { noSessionCookie, sessionCookie, sessionIdOf } from "./sessionCookie.ts";

const PREFIX = "/admin/api";
const BUSY_RETRY_MS = 2_000;

const loginBody = z.strictObject({ name: z.string().min(1).max(64), password: z.string().min(1).max(256) });

/** Adds `POST login`, `logout`, `logout-everywhere` and `password`, and `GET me` under /admin/api. */
export function addAdminApi(app: FastifyInstance, parts: AdminApiParts): void {
  const { sessions, boundary } = parts;
  app.register(
    async (api) => {
      api.addHook("onRequest", async (request, reply) => {
        reply.header("cache-control", "no-store");
        if (!isSameOrigin(request.headers.origin, request.headers.host))
          return refuse(reply, "foreignOrigin");
      });
      api.setErrorHandler<FastifyError>((error, _request, reply) => refuseFor(error, boundary, reply));
      api.post("/login", { bodyLimit: MAX_BODY_BYTES }, (request, reply) => signIn(parts, request, reply));
      api.post("/logout", { bodyLimit: MAX_BODY_BYTES }, (request, reply) => signOut(parts, request, reply));
      api.post("/logout-everywhere", { bodyLimit: MAX_BODY_BYTES }, (request, reply) =>
        signOutEverywhere(parts, request, reply),
      );
      api.get("/me", async (request, reply) => {
        const name = await sessions.find(sessionIdOf(request.headers.cookie));
        return name === undefined ? refuse(reply, "signInNeeded") : ({ name } satisfies AdminIdentity);
      });
      addPasswordRoute(api, parts);
    },
    { prefix: PREFIX },
  );
}

/** Turns an error of a route into a refusal: the fault of the request, of the store, or of the code. */
export function refuseFor(error: FastifyError, boundary: ErrorBoundary, reply: FastifyReply): FastifyReply {
  if (error instanceof AdminStoreError) {
    boundary.failed("admin store", error);
    return refuse(reply, "unavailable", BUSY_RETRY_MS);
  }
  if (error instanceof ChecksBusyError) return refuse(reply, "busy", BUSY_RETRY_MS);
  if ((error.statusCode ?? 500) < 500) return refuse(reply, "malformed");
  boundary.failed("admin request", error);
  return refuse(reply, "failed");
}

async function signIn(parts: AdminApiParts, request: FastifyRequest, reply: FastifyReply) {
  const { accounts, sessions, limiter, nowMs } = parts;
  const body = loginBody.safeParse(request.body);
  if (!body.success) return refuse(reply, "malformed");
  const { name, password } = body.data;
  const { cookie } = request.headers;
  const key = await parts.deviceKey();
  const device = knownDeviceOf(cookie, name, key, nowMs());
  const origin = { address: request.ip, name, device };
  const { waitMs, firstRefusal } = await limiter.begin(origin);
  if (waitMs > 0) {
    if (firstRefusal) {
      request.log.warn({ address: addressGroup(request.ip) }, "too many attempts to sign in to the console");
    }
    return refuse(reply, "tooManyTries", waitMs);
  }
  const hash = await accounts.verify(name, password, device !== undefined);
  if (hash === undefined) return refuse(reply, "wrongPassword");
  const id = await sessions.open(name, hash);
  if (id === undefined) return refuse(reply, "wrongPassword");
  await limiter.succeeded(origin);
  const previous = sessionIdOf(cookie);
  if (previous !== undefined) await sessions.close(previous);
  const secure = request.protocol === "https";
  reply.header("set-cookie", [sessionCookie(id, secure), deviceCookie(device, name, key, nowMs(), secure)]);
  return { name } satisfies AdminIdentity;
}

async function signOut(parts: AdminApiParts, request: FastifyRequest, reply: FastifyReply) {
  const id = sessionIdOf(request.headers.cookie);
  if (id !== undefined) {
    await parts.sessions.close(id);
    parts.onSignedOut(id);
  }
  reply.header("set-cookie", noSessionCookie(request.protocol === "https"));
  return reply.code(204).send();
}

async function signOutEverywhere(parts: AdminApiParts, request: FastifyRequest, reply: FastifyReply) {
  const name = await parts.sessions.find(sessionIdOf(request.headers.cookie));
  if (name === undefined) return refuse(reply, "signInNeeded");
  await parts.sessions.closeAll(name);
  parts.onOthersSignedOut(name, undefined);
  reply.header("set-cookie", noSessionCookie(request.protocol === "https"));
  return reply.code(204).send();
}
