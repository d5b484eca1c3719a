// The console's refusals with their texts, as an HTTP answer and as a Socket.IO connect error.
import type { AdminRefusal } from "@doubloon/shared/protocol/admin";
import type { FastifyReply } from "fastify";

const rows = {
  malformed: { status: 400, text: "Expected a JSON body with a name and a password." },
  wrongPassword: { status: 401, text: "That name and password do not belong together." },
  signInNeeded: { status: 401, text: "Please sign in." },
  foreignOrigin: { status: 403, text: "This request comes from another site." },
  tooManyTries: { status: 429, text: "Too many tries. Please wait a little." },
  busy: { status: 503, text: "The server is busy with other sign-ins. Please try again." },
  failed: { status: 500, text: "The server failed at this. Its log says why." },
  full: { status: 503, text: "Too many consoles are open." },
} as const satisfies Record<AdminRefusal["code"], { status: number; text: string }>;

/** The travelling form of a refusal. */
export function makeAdminRefusal(code: AdminRefusal["code"], retryAfterMs?: number): AdminRefusal {
  const { text } = rows[code];
  return retryAfterMs === undefined ? { code, text } : { code, text, retryAfterMs };
}

/** Answers a request with a refusal. */
export function refuse(reply: FastifyReply, code: AdminRefusal["code"], retryAfterMs?: number): FastifyReply {
  if (retryAfterMs !== undefined) reply.header("retry-after", Math.ceil(retryAfterMs / 1000));
  return reply.code(rows[code].status).send(makeAdminRefusal(code, retryAfterMs));
}

/** A refusal as Socket.IO middleware hands it on: the client finds it in the error's `data`. */
export function refusalError(code: AdminRefusal["code"]): Error {
  return Object.assign(new Error(rows[code].text), { data: makeAdminRefusal(code) });
}
