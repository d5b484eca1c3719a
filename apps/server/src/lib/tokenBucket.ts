// A token bucket: a rate per second with a burst. Holds no timer and no clock: it refills by the elapsed time when asked.
// Hand-written rather than rate-limiter-flexible: there are two for every connection, and `take` runs for every message.

export class TokenBucket {
  #tokens: number;
  #filledAtMs: number;
  readonly #perMs: number;
  readonly #burst: number;

  /** Starts full. `perSecond` and `burst` are positive. */
  constructor(perSecond: number, burst: number, nowMs: number) {
    this.#perMs = perSecond / 1000;
    this.#burst = burst;
    this.#tokens = burst;
    this.#filledAtMs = nowMs;
  }

  /** Takes `cost` tokens; returns false and takes nothing if there are fewer. */
  take(nowMs: number, cost = 1): boolean {
    this.#tokens = Math.min(this.#burst, this.#tokens + (nowMs - this.#filledAtMs) * this.#perMs);
    this.#filledAtMs = nowMs;
    if (this.#tokens < cost) return false;
    this.#tokens -= cost;
    return true;
  }
}
