// When somebody whose connection ended may try again: as the server asked, or after a wait that grows.
import type { CloseReason } from "./connection.ts";

/** The first try comes soon, at any moment of this time; then waits double with each failure in a row up to the last. */
const FIRST_TRY_MS = 500;
const FIRST_WAIT_MS = 500;
const LAST_WAIT_MS = 8_000;
/** Refusals that end by themselves though they name no time. */
const PASSING = new Set(["shuttingDown", "unresponsive", "serverFull", "handshakeTimeout"]);

/**
 * How long to wait, in ms, spread so that not all come at once; undefined if coming back is pointless.
 * `failures` counts the attempts in a row that led to nothing.
 */
export function comeBackAfterMs(
  reason: CloseReason,
  failures: number,
  random: () => number,
): number | undefined {
  const spread = 1 + random() / 2;
  const backOffMs =
    failures === 0
      ? FIRST_TRY_MS * random()
      : Math.min(LAST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1)) * spread;
  if (reason.kind === "busy") return reason.retryAfterMs * spread;
  if (reason.kind !== "refused") return backOffMs;
  const { code, retryAfterMs } = reason.refusal;
  if (retryAfterMs !== undefined) return retryAfterMs * spread;
  return PASSING.has(code) ? backOffMs : undefined;
}
