// All limits of the gateway. A limit that is hit costs the client that hit it, never another player.

import type { ConnectionGateLimits } from "./admission/connectionGate.ts";
import type { JoinQueueLimits } from "./admission/joinQueue.ts";

export interface GatewayLimits extends JoinQueueLimits {
  /** Connections in total; further clients are refused with `serverFull`. */
  readonly maxConnections: number;
  /**
   * Players' connections per address: an IPv4 address or an IPv6 /64. A school or a mobile carrier's NAT has hundreds of
   * people behind one address.
   */
  readonly maxPerAddress: number;
  /** Joins per address. The burst lets all players of a school reconnect at once. */
  readonly joinsPerSecondPerAddress: number;
  readonly joinBurstPerAddress: number;
  /** Connections that have sent no message; past the limit the oldest is dropped for a new one. */
  readonly maxSilent: number;
  /** Time limit to complete the handshake, in ms. */
  readonly handshakeTimeoutMs: number;
  /** Messages that a connection may send before it has joined. */
  readonly maxHandshakeMessages: number;
  /** Maximum length of a client's message, in bytes. */
  readonly maxMessageBytes: number;
  /** Messages that are handled; each one beyond is refused. */
  readonly messagesPerSecond: number;
  readonly messageBurst: number;
  /** Messages of any kind that are read; more close the connection. */
  readonly floodPerSecond: number;
  readonly floodBurst: number;
  /** Packets queued in Engine.IO for a slow reader; more close the connection. */
  readonly maxQueuedPackets: number;
  /** Maximum age of the oldest unacknowledged frame, in ticks; beyond it no frames are sent. */
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
  handshakeTimeoutMs: 5_000,
  maxHandshakeMessages: 8,
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
  minPerSecond: 400,
  maxPerSecond: 1_500,
  burst: 16,
  // In addition to the players': pages, consoles, and connections about to be refused.
  maxConnections: DEFAULT_LIMITS.maxConnections + 1_024,
  maxWaitMs: 6_000,
  maxWaiting: 6_144,
  maxSilent: 4_096,
  silenceMs: 5_000,
  // A browser opens six connections to load the page: a school of 256 players loads it within the burst and plays within
  // this limit.
  maxPerAddress: 2 * DEFAULT_LIMITS.maxPerAddress,
  maxSilentPerAddress: 256,
  connectsPerSecond: 64,
  connectBurst: 1_024,
  maxEntering: 256,
};

/** The connection gate's limits when it admits at most that many connections per second. */
export function gateLimits(maxPerSecond: number): ConnectionGateLimits {
  const { minPerSecond, burst } = DEFAULT_GATE_LIMITS;
  return {
    ...DEFAULT_GATE_LIMITS,
    maxPerSecond,
    minPerSecond: Math.min(minPerSecond, maxPerSecond),
    burst: Math.min(burst, maxPerSecond),
  };
}
