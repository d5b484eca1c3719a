// Limits joins per second. Clients beyond the rate each get their own retry delay, so that a reconnect storm comes back as
// a queue. Holds no connections: refused clients reconnect.
import { TokenBucket } from "../../lib/tokenBucket.ts";

export interface JoinQueueLimits {
  readonly joinsPerSecond: number;
  readonly joinBurst: number;
}

/** Maximum retry delay, and the random spread added to each one, in ms. */
const MAX_RETRY_MS = 30_000;
const SPREAD_MS = 1_000;

export class JoinQueue {
  readonly #bucket: TokenBucket;
  /** Time per join. */
  readonly #joinMs: number;
  readonly #random: () => number;
  /** The time reserved for the last refused client's retry. */
  #lastRetryAtMs = Number.NEGATIVE_INFINITY;

  constructor({ joinsPerSecond, joinBurst }: JoinQueueLimits, random: () => number, nowMs: number) {
    this.#bucket = new TokenBucket(joinsPerSecond, joinBurst, nowMs);
    this.#joinMs = 1000 / joinsPerSecond;
    this.#random = random;
  }

  /** Admits one join and returns undefined, or returns a retry delay in ms. */
  admit(nowMs: number): number | undefined {
    if (this.#bucket.take(nowMs)) return undefined;
    this.#lastRetryAtMs = Math.min(nowMs + MAX_RETRY_MS, Math.max(nowMs, this.#lastRetryAtMs) + this.#joinMs);
    return Math.ceil(this.#lastRetryAtMs - nowMs + this.#random() * SPREAD_MS);
  }

  /** Reconnect delay for one of `count` clients that are all disconnected now, in ms. */
  spread(count: number): number {
    return Math.ceil(this.#random() * Math.min(MAX_RETRY_MS, SPREAD_MS + count * this.#joinMs));
  }
}
