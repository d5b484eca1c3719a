// The cookie with the session id: not readable by scripts, never sent from other sites, and limited to TLS if the page came
// over TLS. It ends with the browser; the server decides how long the session is valid.
import { cookieOf } from "./cookies.ts";

export const SESSION_COOKIE = "doubloon_session";

/** The session id in a request's `cookie` header, unchecked; undefined without one. */
export function sessionIdOf(cookieHeader: string | undefined): string | undefined {
  return cookieOf(cookieHeader, SESSION_COOKIE);
}

/** The `set-cookie` header for signing in. Ids are base64url and need no escaping. */
export function sessionCookie(id: string, secure: boolean): string {
  return `${SESSION_COOKIE}=${id}; Path=/; HttpOnly; SameSite=Strict${secure ? "; Secure" : ""}`;
}

/** The `set-cookie` header for signing out. */
export function noSessionCookie(secure: boolean): string {
  return `${sessionCookie("", secure)}; Max-Age=0`;
}
