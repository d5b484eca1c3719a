// Whether a gateway takes players: it does not drain, and has room for more connections. A readiness check. Counts nothing and
// refuses nobody.
import type { AdminDrain } from "@doubloon/shared/protocol/admin";

/** The share of the limit from which players should be sent elsewhere, in percent. */
const FULL_PERCENT = 95;

/** Returns what keeps players away, or undefined while there is room. A gateway that takes no players (limit 0) is never full. */
export function connectionRoom(connections: number, maxConnections: number): string | undefined {
  if (maxConnections === 0 || connections * 100 <= maxConnections * FULL_PERCENT) return undefined;
  return `${connections} of ${maxConnections} connections are open, more than ${FULL_PERCENT} %`;
}

/** Returns what keeps players away from a gateway, or undefined if nothing does. */
export function gatewayVerdict(
  connections: number,
  maxConnections: number,
  drain: AdminDrain | undefined,
): string | undefined {
  if (drain === undefined) return connectionRoom(connections, maxConnections);
  return `drains: ${drain.moved} of ${drain.total} players are moved`;
}
