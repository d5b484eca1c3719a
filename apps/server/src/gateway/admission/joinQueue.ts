// How many players come in per second. When many come at once, each who cannot is told a time of their own to come
// back, so that the storm returns as a queue. Those who play already do not notice.
import { TokenBucket } from "../../lib/tokenBucket.ts";

export interface JoinQueueLimits {
  readonly joinsPerSecond: number;
  readonly joinBurst: number;
}

/** The latest that anybody is told to come back, and the spread around the time each is given, in ms. */
const MAX_RETRY_MS = 30_000;
const SPREAD_MS = 1_000;

export class JoinQueue {
  readonly #bucket: TokenBucket;
  readonly #placeMs: number;
  readonly #random: () => number;
  /** When the last one who was sent away is expected back. */
  #lastPlaceAtMs = Number.NEGATIVE_INFINITY;

  constructor({ joinsPerSecond, joinBurst }: JoinQueueLimits, random: () => number, nowMs: number) {
    this.#bucket = new TokenBucket(joinsPerSecond, joinBurst, nowMs);
    this.#placeMs = 1000 / joinsPerSecond;
    this.#random = random;
  }

  /** Undefined if one more may come in now, else when to come back, in ms. */
  admit(nowMs: number): number | undefined {
    if (this.#bucket.take(nowMs)) return undefined;
    this.#lastPlaceAtMs = Math.min(
      nowMs + MAX_RETRY_MS,
      Math.max(nowMs, this.#lastPlaceAtMs) + this.#placeMs,
    );
    return Math.ceil(this.#lastPlaceAtMs - nowMs + this.#random() * SPREAD_MS);
  }

  /** When to come back for one of so many who are all sent away now, in ms. */
  spread(count: number): number {
    return Math.ceil(this.#random() * Math.min(MAX_RETRY_MS, SPREAD_MS + count * this.#placeMs));
  }
}
