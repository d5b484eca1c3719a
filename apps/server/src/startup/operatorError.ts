// What an operator can mend without a programmer: one line on standard error and exit code 2.

export class OperatorError extends Error {
  override readonly name = "OperatorError";
}

/** Errors whose message is written for the operator. */
const NAMES = new Set([
  "ConfigError",
  "OperatorError",
  "PageError",
  "PassError",
  "MapError",
  "ContentError",
  "LedgerError",
  "LinkError",
  "AccountsError",
]);
const LISTEN_ERRORS: Record<string, readonly [meaning: string, flag: string]> = {
  EADDRINUSE: ["is taken; choose another with", "port"],
  EACCES: ["may not be used by this user; choose another with", "port"],
  EADDRNOTAVAIL: ["is no address of this machine; choose another with", "host"],
  ENOTFOUND: ["is not known; choose another host with", "host"],
};

/** The line for the operator; undefined if the error is not theirs to mend. */
export function operatorLine(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return NAMES.has(error.name) ? error.message.replaceAll("\n", " ") : undefined;
}

/**
 * What a failure to listen means; the error itself if it is not among the usual ones. `flags` is what the flags that set
 * port and host begin with.
 */
export function listenError(error: unknown, host: string, port: number, flags = "--"): unknown {
  const known = LISTEN_ERRORS[(error as NodeJS.ErrnoException).code ?? ""];
  if (known === undefined) return error;
  const [meaning, flag] = known;
  return new OperatorError(
    `${flag === "port" ? `port ${port} on ${host}` : host} ${meaning} ${flags}${flag}`,
  );
}
