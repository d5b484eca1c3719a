// How long to wait before the next connection attempt. Pure: the random number is a parameter.

const FIRST_MS = 500;
const MAX_MS = 10_000;
const MAX_REQUESTED_MS = 60_000;

/**
 * Delay in ms before attempt number `attempt`; 0 is the first attempt after the loss. It doubles from 0.5 s to 10 s, and
 * `random` (0 to 1) spreads it over 50 % to 150 %, so that players do not all come back at once. A delay requested by the
 * server (`requestedMs`) is used instead, up to a minute, plus up to a second.
 */
export function reconnectDelayMs(attempt: number, random: number, requestedMs?: number): number {
  if (requestedMs !== undefined) return Math.min(MAX_REQUESTED_MS, Math.max(0, requestedMs)) + random * 1000;
  const middle = Math.min(MAX_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return middle * (0.5 + random);
}
