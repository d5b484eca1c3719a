// When a disconnected player may rejoin: after the delay that the server asked for, or after an exponential backoff.
import type { CloseReason } from "./connection.ts";

/** The first attempt comes at a random moment within this time; later delays double with each failure, up to the limit. */
const FIRST_ATTEMPT_MS = 500;
const FIRST_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 8_000;
/** Refusals that are temporary although they name no delay. */
const TEMPORARY = new Set(["shuttingDown", "unresponsive", "serverFull", "handshakeTimeout"]);

/**
 * The delay in ms, spread so that players do not rejoin all at once; undefined if rejoining is pointless.
 * `failures` counts the failed attempts in a row.
 */
export function rejoinDelayMs(
  reason: CloseReason,
  failures: number,
  random: () => number,
): number | undefined {
  const spread = 1 + random() / 2;
  const backoffMs =
    failures === 0
      ? FIRST_ATTEMPT_MS * random()
      : Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (failures - 1)) * spread;
  if (reason.kind === "busy") return reason.retryAfterMs * spread;
  if (reason.kind !== "refused") return backoffMs;
  const { code, retryAfterMs } = reason.refusal;
  if (retryAfterMs !== undefined) return retryAfterMs * spread;
  return TEMPORARY.has(code) ? backoffMs : undefined;
}
