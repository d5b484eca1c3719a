// Spreads a rate over time: says how many are due by now, carries fractions on, and never lets a pause pile up into
// a burst.

/** The most that a pause may leave to be made up for, in ms. */
const MAX_ARREARS_MS = 100;

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
    const elapsedMs = Math.min(MAX_ARREARS_MS, nowMs - this.#lastMs);
    this.#lastMs = nowMs;
    const due = this.#fraction + (elapsedMs * this.perSecond) / 1000;
    const whole = Math.floor(due);
    this.#fraction = due - whole;
    return whole;
  }
}
