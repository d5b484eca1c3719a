// POST password: changes the password of a signed-in game master and ends all their other sessions. Requires the present
// password, because a borrowed browser must not be enough.
import { MAX_PASSWORD, MIN_PASSWORD } from "@doubloon/shared/protocol/admin";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { refuse } from "../refusal.ts";
import { type AdminApiParts, MAX_BODY_BYTES } from "./apiParts.ts";
import { sessionIdOf } from "./sessionCookie.ts";
import { hashOf } from "./sessions.ts";

const passwordBody = z.strictObject({
  present: z.string().min(1).max(MAX_PASSWORD),
  password: z.string().max(MAX_PASSWORD),
});

/** Adds the route to the API, whose error handler handles everything thrown here. */
export function addPasswordRoute(api: FastifyInstance, parts: AdminApiParts): void {
  api.post("/password", { bodyLimit: MAX_BODY_BYTES }, (request, reply) => change(parts, request, reply));
}

async function change(parts: AdminApiParts, request: FastifyRequest, reply: FastifyReply) {
  const { accounts, sessions, limiter } = parts;
  const id = sessionIdOf(request.headers.cookie);
  const name = await sessions.find(id);
  if (id === undefined || name === undefined) return refuse(reply, "signInNeeded");
  const body = passwordBody.safeParse(request.body);
  if (!body.success) return refuse(reply, "malformed");
  const { present, password } = body.data;
  if (password.length < MIN_PASSWORD || password === present || password === name) {
    return refuse(reply, "weakPassword");
  }
  // The session has its own limit: other people's attempts to sign in do not count.
  const keep = hashOf(id);
  const origin = { address: request.ip, name, device: `session ${keep.toString("hex")}` };
  const { waitMs } = await limiter.begin(origin);
  if (waitMs > 0) return refuse(reply, "tooManyTries", waitMs);
  const previous = await accounts.verify(name, present, true);
  if (previous === undefined) return refuse(reply, "wrongPresentPassword");
  if (!(await accounts.changePassword(name, previous, password, keep))) {
    return refuse(reply, "wrongPresentPassword");
  }
  await limiter.succeeded(origin);
  parts.onOthersSignedOut(name, id);
  request.log.info({ gameMaster: name }, "a game master has changed their password");
  return reply.code(204).send();
}
