// Turns a rate into whole steps over time: reports how many are due, carries fractions over, and limits what a pause may
// leave to catch up, so that no burst follows.

/** Longest pause that is caught up, in ms. */
const MAX_CATCH_UP_MS = 100;

export class Pacer {
  readonly perSecond: number;
  #lastMs: number;
  #fraction = 0;

  constructor(perSecond: number, nowMs: number) {
    this.perSecond = perSecond;
    this.#lastMs = nowMs;
  }

  /** How many are due since the last call. */
  due(nowMs: number): number {
    const elapsedMs = Math.min(MAX_CATCH_UP_MS, nowMs - this.#lastMs);
    this.#lastMs = nowMs;
    const due = this.#fraction + (elapsedMs * this.perSecond) / 1000;
    const whole = Math.floor(due);
    this.#fraction = due - whole;
    return whole;
  }
}
