// Every bound of the edge in one place. A bound that is met costs the one who met it, never another player.

import type { ConnectionGateLimits } from "./admission/connectionGate.ts";
import type { JoinQueueLimits } from "./admission/joinQueue.ts";

export interface GatewayLimits extends JoinQueueLimits {
  /** Connections in all; whoever comes later is told that the island is full. */
  readonly maxConnections: number;
  /**
   * Players' connections from one address: an IPv4 address or an IPv6 /64. A school or a mobile operator's gateway has
   * hundreds of people behind one address.
   */
  readonly maxPerAddress: number;
  /** Joins from one address: all of a school may come back at once, and then not more than these. */
  readonly joinsPerSecondPerAddress: number;
  readonly joinBurstPerAddress: number;
  /** Connections that have not said a word; the oldest gives way to a newcomer. */
  readonly maxSilent: number;
  /** How long a connection may be without a greeting, in ms. */
  readonly greetingTimeoutMs: number;
  /** Messages that a connection may send before it has been let in. */
  readonly maxGreetingMessages: number;
  /** The longest message a client may send, in bytes. */
  readonly maxMessageBytes: number;
  /** Messages that are acted upon; more are refused one by one. */
  readonly messagesPerSecond: number;
  readonly messageBurst: number;
  /** Messages of any kind that are still read; more close the connection. */
  readonly floodPerSecond: number;
  readonly floodBurst: number;
  /** Packets waiting in Socket.IO for a slow reader; more close the connection. */
  readonly maxQueuedPackets: number;
  /** How old the oldest unacknowledged frame may be, in ticks, before no more are sent. */
  readonly maxBehindTicks: number;
  readonly pingIntervalMs: number;
  readonly pingTimeoutMs: number;
  /** A heartbeat answered later than this counts as missed, in ms. */
  readonly lateHeartbeatMs: number;
}

export const DEFAULT_LIMITS: GatewayLimits = {
  maxConnections: 18_000,
  maxPerAddress: 256,
  joinsPerSecondPerAddress: 32,
  joinBurstPerAddress: 256,
  maxSilent: 4_096,
  greetingTimeoutMs: 5_000,
  maxGreetingMessages: 8,
  maxMessageBytes: 4_096,
  messagesPerSecond: 30,
  messageBurst: 60,
  joinsPerSecond: 1_000,
  joinBurst: 2_000,
  floodPerSecond: 120,
  floodBurst: 360,
  maxQueuedPackets: 256,
  maxBehindTicks: 60,
  pingIntervalMs: 20_000,
  pingTimeoutMs: 10_000,
  lateHeartbeatMs: 2_000,
};

export const DEFAULT_GATE_LIMITS: ConnectionGateLimits = {
  leastPerSecond: 400,
  mostPerSecond: 1_500,
  burst: 16,
  // Beside the players' own: pages, consoles, those still to be refused.
  maxConnections: DEFAULT_LIMITS.maxConnections + 1_024,
  maxWaitMs: 6_000,
  maxWaiting: 6_144,
  maxSilent: 4_096,
  silenceMs: 5_000,
  // A browser opens six connections for a page, so that a school of 256 players loads it in the burst and plays within
  // the rest.
  maxPerAddress: 2 * DEFAULT_LIMITS.maxPerAddress,
  maxSilentPerAddress: 256,
  connectsPerSecond: 64,
  connectBurst: 1_024,
  maxEntering: 256,
};

/** The door's limits when it lets in at most so many connections a second. */
export function gateLimits(mostPerSecond: number): ConnectionGateLimits {
  const { leastPerSecond, burst } = DEFAULT_GATE_LIMITS;
  return {
    ...DEFAULT_GATE_LIMITS,
    mostPerSecond,
    leastPerSecond: Math.min(leastPerSecond, mostPerSecond),
    burst: Math.min(burst, mostPerSecond),
  };
}
