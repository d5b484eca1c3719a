// Client of the server's sign-in API. Every call resolves to a value or a refusal; an unreachable server is a refusal too.
import type { AdminIdentity, AdminPasswordChange, AdminRefusal } from "@doubloon/shared/protocol/admin";

/** An AdminRefusal, or `unreachable`: no answer, or an answer that is not the API's. */
export interface ApiRefusal {
  readonly ok: false;
  readonly code: AdminRefusal["code"] | "unreachable";
  readonly text: string;
  readonly retryAfterMs?: number;
}

export type ApiAnswer<T> = { readonly ok: true; readonly value: T } | ApiRefusal;

const UNREACHABLE: ApiRefusal = {
  ok: false,
  code: "unreachable",
  text: "The server cannot be reached.",
};

/** Who is signed in. */
export function whoAmI(): Promise<ApiAnswer<AdminIdentity>> {
  return ask("me", { method: "GET" }, readIdentity);
}

export function signIn(name: string, password: string): Promise<ApiAnswer<AdminIdentity>> {
  const body = JSON.stringify({ name, password });
  return ask(
    "login",
    { method: "POST", headers: { "content-type": "application/json" }, body },
    readIdentity,
  );
}

export function signOut(): Promise<ApiAnswer<undefined>> {
  return ask("logout", { method: "POST" }, async () => undefined);
}

/** Ends all sessions of the signed-in game master. */
export function signOutEverywhere(): Promise<ApiAnswer<undefined>> {
  return ask("logout-everywhere", { method: "POST" }, async () => undefined);
}

/** Changes the password of the signed-in game master. */
export function changePassword(change: AdminPasswordChange): Promise<ApiAnswer<undefined>> {
  const headers = { "content-type": "application/json" };
  const request = { method: "POST", headers, body: JSON.stringify(change) };
  return ask("password", request, async () => undefined);
}

async function ask<T>(
  path: string,
  request: RequestInit,
  read: (response: Response) => Promise<T>,
): Promise<ApiAnswer<T>> {
  try {
    const response = await fetch(`/admin/api/${path}`, request);
    if (response.ok) return { ok: true, value: await read(response) };
    return { ok: false, ...readRefusal(await response.json()) };
  } catch {
    return UNREACHABLE;
  }
}

async function readIdentity(response: Response): Promise<AdminIdentity> {
  const body: unknown = await response.json();
  if (typeof body === "object" && body !== null && "name" in body && typeof body.name === "string") {
    return { name: body.name };
  }
  throw new TypeError("expected an object with a name");
}

function readRefusal(body: unknown): AdminRefusal {
  if (typeof body === "object" && body !== null && "code" in body && "text" in body)
    return body as AdminRefusal;
  throw new TypeError("expected an object with a code and a text");
}
