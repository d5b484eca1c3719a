// Decides how many connections per second the gate admits: fewer while the event loop is late, since players are served
// late then too, and gradually more while it is not. Pure: reads no clock and measures no lateness. Holds a
// token bucket of its own, because the rate of TokenBucket is fixed.

export interface PacerLimits {
  /** The range of the pace. */
  readonly minPerSecond: number;
  readonly maxPerSecond: number;
  /** Connections that may be admitted at once after a quiet time. */
  readonly burst: number;
}

/** Window over which lateness is summed before the pace changes, in ms. */
const WINDOW_MS = 200;
/** Late shares of the window above which the pace falls and below which it rises: a single pause does neither. */
const LATE_SHARE = 0.6;
const ON_TIME_SHARE = 0.4;
/** Factor applied to the pace after a late window, and connections per second added to it after one on time. */
const LATE_FACTOR = 0.8;
const ON_TIME_STEP = 100;
/** Time with an empty queue after which the pace starts over, in ms. */
const FORGET_MS = 5_000;

export class Pacer {
  readonly #limits: PacerLimits;
  #perSecond: number;
  #tokens: number;
  #lastMs: number;
  #windowStartMs: number;
  #lostMs = 0;

  constructor(limits: PacerLimits, nowMs: number) {
    this.#limits = limits;
    this.#perSecond = this.#first;
    this.#tokens = limits.burst;
    this.#lastMs = nowMs;
    this.#windowStartMs = nowMs;
  }

  get #first(): number {
    return Math.max(this.#limits.minPerSecond, this.#limits.maxPerSecond / 2);
  }

  get perSecond(): number {
    return this.#perSecond;
  }

  /** A connection begins to wait in an empty queue. */
  begin(nowMs: number): void {
    if (nowMs - this.#windowStartMs > FORGET_MS) this.#perSecond = this.#first;
    this.#openWindow(nowMs);
  }

  /** The event loop ran a timer `lateMs` late. To be called regularly while connections wait. */
  observe(lateMs: number, nowMs: number): void {
    this.#lostMs += lateMs;
    const windowMs = nowMs - this.#windowStartMs;
    if (windowMs < WINDOW_MS) return;
    const { minPerSecond, maxPerSecond } = this.#limits;
    const lateShare = this.#lostMs / windowMs;
    if (lateShare > LATE_SHARE) this.#perSecond = Math.max(minPerSecond, this.#perSecond * LATE_FACTOR);
    else if (lateShare < ON_TIME_SHARE)
      this.#perSecond = Math.min(maxPerSecond, this.#perSecond + ON_TIME_STEP);
    this.#openWindow(nowMs);
  }

  #openWindow(nowMs: number): void {
    this.#windowStartMs = nowMs;
    this.#lostMs = 0;
  }

  /** Admits one connection now; false if the pace does not allow it. */
  take(nowMs: number): boolean {
    const elapsedMs = Math.max(0, nowMs - this.#lastMs);
    this.#lastMs = nowMs;
    this.#tokens = Math.min(this.#limits.burst, this.#tokens + (elapsedMs * this.#perSecond) / 1000);
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }
}
