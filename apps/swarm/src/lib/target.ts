// Where the swarm may play: a server on this machine, over plain HTTP. It refuses every other address, because a load
// generator aimed at somebody else's server is an attack.

export interface Target {
  readonly host: string;
  readonly port: number;
}

/** A flag or an address that cannot be used; the message is one line for the user. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * Reads a server's address.
 * @throws UsageError if it is no http address of this machine
 */
export function parseTarget(text: string): Target {
  const url = URL.parse(text);
  if (url === null || url.protocol !== "http:") {
    throw new UsageError(`--url ${text}: expected an address such as http://127.0.0.1:8080/`);
  }
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (!isLoopback(host)) {
    throw new UsageError(
      `--url ${text}: the swarm plays on this machine only, expected 127.0.0.1 or localhost`,
    );
  }
  return { host, port: url.port === "" ? 80 : Number(url.port) };
}

/** The root of a server, such as `http://127.0.0.1:8080/`. */
export function urlOf({ host, port }: Target): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}/`;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}
