// Signing in and out over HTTP. Bodies are checked, tries are limited, answers are JSON and never cached.
import type { AdminIdentity } from "@doubloon/shared/protocol/admin";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { type Accounts, AccountsBusyError } from "./accounts.ts";
import type { LoginLimiter } from "./loginLimiter.ts";
import { refuse } from "./refusal.ts";
import { isSameOrigin } from "./sameOrigin.ts";
import { noSessionCookie, sessionCookie, sessionIdOf } from "./sessionCookie.ts";
import type { Sessions } from "./sessions.ts";

const PREFIX = "/admin/api";
const BODY_BYTES = 4_096;
const BUSY_RETRY_MS = 2_000;

const loginBody = z.strictObject({ name: z.string().min(1).max(64), password: z.string().min(1).max(256) });

export interface AdminApiParts {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly limiter: LoginLimiter;
  /** Called with the id of a session that was signed out. */
  readonly onSignedOut: (sessionId: string) => void;
}

/** Adds `POST login`, `POST logout` and `GET me` under /admin/api. */
export function addAdminApi(app: FastifyInstance, parts: AdminApiParts): void {
  app.register(
    async (api) => {
      api.addHook("onRequest", async (request, reply) => {
        reply.header("cache-control", "no-store");
        if (!isSameOrigin(request.headers.origin, request.headers.host))
          return refuse(reply, "foreignOrigin");
      });
      api.setErrorHandler<FastifyError>((error, request, reply) => {
        if ((error.statusCode ?? 500) < 500) return refuse(reply, "malformed");
        request.log.error(error);
        return refuse(reply, "failed");
      });
      api.post("/login", { bodyLimit: BODY_BYTES }, (request, reply) => signIn(parts, request, reply));
      api.post("/logout", { bodyLimit: BODY_BYTES }, async (request, reply) =>
        signOut(parts, request, reply),
      );
      api.get("/me", async (request, reply) => {
        const name = parts.sessions.find(sessionIdOf(request.headers.cookie));
        return name === undefined ? refuse(reply, "signInNeeded") : ({ name } satisfies AdminIdentity);
      });
    },
    { prefix: PREFIX },
  );
}

async function signIn(
  { accounts, sessions, limiter }: AdminApiParts,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const body = loginBody.safeParse(request.body);
  if (!body.success) return refuse(reply, "malformed");
  const { name, password } = body.data;
  const waitMs = limiter.begin(request.ip, name);
  if (waitMs > 0) {
    request.log.warn({ address: request.ip }, "too many tries to sign in to the console");
    return refuse(reply, "tooManyTries", waitMs);
  }
  try {
    if (!(await accounts.verify(name, password))) return refuse(reply, "wrongPassword");
  } catch (error) {
    if (error instanceof AccountsBusyError) return refuse(reply, "busy", BUSY_RETRY_MS);
    throw error;
  }
  limiter.succeeded(request.ip, name);
  const former = sessionIdOf(request.headers.cookie);
  if (former !== undefined) sessions.close(former);
  reply.header("set-cookie", sessionCookie(sessions.open(name), request.protocol === "https"));
  return { name } satisfies AdminIdentity;
}

function signOut({ sessions, onSignedOut }: AdminApiParts, request: FastifyRequest, reply: FastifyReply) {
  const id = sessionIdOf(request.headers.cookie);
  if (id !== undefined) {
    sessions.close(id);
    onSignedOut(id);
  }
  reply.header("set-cookie", noSessionCookie(request.protocol === "https"));
  return reply.code(204).send();
}
