// The cookie that carries a session's id: out of reach of scripts, never sent along from another site, over TLS only
// where the page came over TLS. It ends with the browser; how long a session lives is the server's to say.

import { cookieOf } from "./cookies.ts";

export const SESSION_COOKIE = "doubloon_session";

/** The session id in a request's `cookie` header, as it stands there, if there is one. */
export function sessionIdOf(cookieHeader: string | undefined): string | undefined {
  return cookieOf(cookieHeader, SESSION_COOKIE);
}

/** The `set-cookie` that signs in. Ids are base64url, so nothing needs to be escaped. */
export function sessionCookie(id: string, secure: boolean): string {
  return `${SESSION_COOKIE}=${id}; Path=/; HttpOnly; SameSite=Strict${secure ? "; Secure" : ""}`;
}

/** The `set-cookie` that signs out. */
export function noSessionCookie(secure: boolean): string {
  return `${sessionCookie("", secure)}; Max-Age=0`;
}
