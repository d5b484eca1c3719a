// A rate limit: so many a second, with a burst. Holds no timer; it fills by the time that has passed when asked.

export class TokenBucket {
  #tokens: number;
  #filledAtMs: number;
  readonly #perMs: number;
  readonly #burst: number;

  /** Full at first. `perSecond` and `burst` are positive. */
  constructor(perSecond: number, burst: number, nowMs: number) {
    this.#perMs = perSecond / 1000;
    this.#burst = burst;
    this.#tokens = burst;
    this.#filledAtMs = nowMs;
  }

  /** Takes `cost` tokens if there are as many; false, and nothing taken, if not. */
  take(nowMs: number, cost = 1): boolean {
    this.#tokens = Math.min(this.#burst, this.#tokens + (nowMs - this.#filledAtMs) * this.#perMs);
    this.#filledAtMs = nowMs;
    if (this.#tokens < cost) return false;
    this.#tokens -= cost;
    return true;
  }
}
