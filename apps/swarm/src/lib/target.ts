// The server that the swarm plays on: a server on this machine, over plain HTTP. Every other address is refused, because a
// load generator aimed at another server is an attack.
import { UsageError } from "./program.ts";

export interface Target {
  readonly host: string;
  readonly port: number;
}

/**
 * Reads a server's address.
 * @throws UsageError if it is not an http address of this machine
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

/** The root URL of a server, such as `http://127.0.0.1:8080/`. */
export function urlOf({ host, port }: Target): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}/`;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}
