// Reads one cookie from a request's `cookie` header, whatever else is in it.

/** The value of the first cookie of that name, as it stands there, if there is one. */
export function cookieOf(header: string | undefined, name: string): string | undefined {
  const prefix = `${name}=`;
  return header
    ?.split(";")
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(prefix))
    ?.slice(prefix.length);
}
