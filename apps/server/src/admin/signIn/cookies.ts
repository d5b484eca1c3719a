// Reads one cookie from a `cookie` header. Hand-written instead of @fastify/cookie, because Socket.IO's handshake needs
// it too and knows no Fastify.

/** The raw value of the first cookie of that name; undefined without one. */
export function cookieOf(header: string | undefined, name: string): string | undefined {
  const prefix = `${name}=`;
  return header
    ?.split(";")
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(prefix))
    ?.slice(prefix.length);
}
