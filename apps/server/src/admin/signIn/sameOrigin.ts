// Checks that a request comes from the server's own pages. Browsers always send the page's origin with WebSockets and POST;
// a client that sends none is not a browser and cannot be tricked into sending a cookie.

/** `origin` and `host` are the request's headers of these names. */
export function isSameOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}
