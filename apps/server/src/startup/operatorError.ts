// Errors that the operator can fix: the server prints one line on standard error and exits with code 2.

export class OperatorError extends Error {
  override readonly name = "OperatorError";
}

/** Names of the errors whose messages are written for the operator. */
const OPERATOR_ERRORS = new Set([
  "ConfigError",
  "OperatorError",
  "PageError",
  "TokenError",
  "MapError",
  "ContentError",
  "LedgerError",
  "LinkError",
  "AccountsError",
]);
const LISTEN_ERRORS: Record<string, readonly [meaning: string, flag: string]> = {
  EADDRINUSE: ["is taken; choose another with", "port"],
  EACCES: ["may not be used by this user; choose another with", "port"],
  EADDRNOTAVAIL: ["is not an address of this machine; choose another with", "host"],
  ENOTFOUND: ["cannot be resolved; choose another host with", "host"],
};

/** The line for the operator; undefined if the operator cannot fix the error. */
export function operatorLine(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return OPERATOR_ERRORS.has(error.name) ? error.message.replaceAll("\n", " ") : undefined;
}

/**
 * Translates a failure to listen into an OperatorError; returns any other error unchanged. `flags` is the prefix of the
 * flags for port and host.
 */
export function listenError(error: unknown, host: string, port: number, flags = "--"): unknown {
  const known = LISTEN_ERRORS[(error as NodeJS.ErrnoException).code ?? ""];
  if (known === undefined) return error;
  const [meaning, flag] = known;
  return new OperatorError(
    `${flag === "port" ? `port ${port} on ${host}` : host} ${meaning} ${flags}${flag}`,
  );
}
