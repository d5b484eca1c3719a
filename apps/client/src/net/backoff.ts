// How long to wait before the next attempt to connect. Pure: chance is handed in.

const FIRST_MS = 500;
const LONGEST_MS = 10_000;
const LONGEST_ASKED_MS = 60_000;

/**
 * Delay before attempt `attempt` (0 is the first after the loss), in ms: doubling from half a second to ten, spread by
 * `random` (0 to 1) over half to one and a half of it, so that players do not all come back at once. A delay that the
 * server asked for is kept, and spread a little on top.
 */
export function reconnectDelayMs(attempt: number, random: number, askedMs?: number): number {
  if (askedMs !== undefined) return Math.min(LONGEST_ASKED_MS, Math.max(0, askedMs)) + random * 1000;
  const middle = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return middle * (0.5 + random);
}
