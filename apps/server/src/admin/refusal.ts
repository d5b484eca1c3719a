// The console's refusals with their texts, as an HTTP answer and as a Socket.IO connect error.
import { type AdminRefusal, MAX_PASSWORD, MIN_PASSWORD } from "@doubloon/shared/protocol/admin";
import type { FastifyReply } from "fastify";

const rows = {
  malformed: { status: 400, text: "The request's JSON body is not what was expected." },
  wrongPassword: { status: 401, text: "That name and password do not belong together." },
  wrongPresentPassword: { status: 403, text: "That is not your present password." },
  weakPassword: {
    status: 400,
    text: `A new password has ${MIN_PASSWORD} to ${MAX_PASSWORD} characters and is neither your name nor the present password.`,
  },
  signInNeeded: { status: 401, text: "Please sign in." },
  foreignOrigin: { status: 403, text: "This request comes from another site." },
  tooManyTries: { status: 429, text: "Too many tries. Please wait a little." },
  busy: { status: 503, text: "The server is busy with other sign-ins. Please try again." },
  unavailable: {
    status: 503,
    text: "The file of game masters cannot be used just now; the server's log says why. The game goes on.",
  },
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
