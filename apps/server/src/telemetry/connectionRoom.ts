// Whether a gateway has room for more connections: a readiness check. Counts nothing and refuses nobody.

/** The share of the limit from which players should be sent elsewhere, in percent. */
const FULL_PERCENT = 95;

/** Returns what keeps players away, or undefined while there is room. */
export function connectionRoom(connections: number, maxConnections: number): string | undefined {
  if (connections * 100 <= maxConnections * FULL_PERCENT) return undefined;
  return `${connections} of ${maxConnections} connections are open, more than ${FULL_PERCENT} %`;
}
