// The console's refusals with their texts, as HTTP answers and as Socket.IO connect errors.
import { type AdminRefusal, MAX_PASSWORD, MIN_PASSWORD } from "@doubloon/shared/protocol/admin";
import type { FastifyReply } from "fastify";

const rows = {
  malformed: { status: 400, text: "The JSON body of the request is not valid." },
  wrongPassword: { status: 401, text: "Wrong name or password." },
  wrongPresentPassword: { status: 403, text: "That is not your current password." },
  weakPassword: {
    status: 400,
    text: `A new password has ${MIN_PASSWORD} to ${MAX_PASSWORD} characters and differs from your name and the current password.`,
  },
  signInNeeded: { status: 401, text: "Please sign in." },
  foreignOrigin: { status: 403, text: "This request comes from another site." },
  tooManyTries: { status: 429, text: "Too many attempts. Please wait a little." },
  busy: { status: 503, text: "The server is busy with other sign-ins. Please try again." },
  unavailable: {
    status: 503,
    text: "The database of game masters cannot be used at the moment. The server's log says why. The game is not affected.",
  },
  failed: { status: 500, text: "The server failed. Its log says why." },
  full: { status: 503, text: "Too many consoles are open." },
} as const satisfies Record<AdminRefusal["code"], { status: number; text: string }>;

/** The refusal that is sent to the console. */
export function makeAdminRefusal(code: AdminRefusal["code"], retryAfterMs?: number): AdminRefusal {
  const { text } = rows[code];
  return retryAfterMs === undefined ? { code, text } : { code, text, retryAfterMs };
}

/** Answers a request with a refusal. */
export function refuse(reply: FastifyReply, code: AdminRefusal["code"], retryAfterMs?: number): FastifyReply {
  if (retryAfterMs !== undefined) reply.header("retry-after", Math.ceil(retryAfterMs / 1000));
  return reply.code(rows[code].status).send(makeAdminRefusal(code, retryAfterMs));
}

/** A refusal as an error for Socket.IO middleware; the client finds the refusal in the error's `data`. */
export function refusalError(code: AdminRefusal["code"]): Error {
  return Object.assign(new Error(rows[code].text), { data: makeAdminRefusal(code) });
}
