// Whether a request comes from the server's own pages. Browsers always name their page's origin on WebSockets and on
// POST; who sends none is no browser and carries no stolen cookie.

/** `origin` and `host` are the request's headers of these names. */
export function isSameOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}
