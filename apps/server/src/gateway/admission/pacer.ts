// How many connections a second the door lets in: fewer while the event loop runs late, for then those who play wait
// too, and slowly more while it does not. Pure; it is told the time and the lateness.

export interface PacerLimits {
  /** The pace never leaves this range. */
  readonly leastPerSecond: number;
  readonly mostPerSecond: number;
  /** Those who may come in at one moment after a quiet time. */
  readonly burst: number;
}

/** What was lost to lateness in so long decides, in ms. */
const WINDOW_MS = 200;
/** A part of the window above this is too much, and below that is little: a single pause is neither. */
const LATE_PART = 0.6;
const IN_TIME_PART = 0.4;
/** What a late window leaves of the pace, and what one in time adds to it, in connections a second. */
const LATE_SHARE = 0.8;
const IN_TIME_STEP = 100;
/** After so long without anybody waiting, what was learnt of the load is out of date, in ms. */
const FORGET_MS = 5_000;

export class Pacer {
  readonly #limits: PacerLimits;
  #perSecond: number;
  #allowed: number;
  #lastMs: number;
  #windowStartMs: number;
  #lostMs = 0;

  constructor(limits: PacerLimits, nowMs: number) {
    this.#limits = limits;
    this.#perSecond = this.#first;
    this.#allowed = limits.burst;
    this.#lastMs = nowMs;
    this.#windowStartMs = nowMs;
  }

  get #first(): number {
    return Math.max(this.#limits.leastPerSecond, this.#limits.mostPerSecond / 2);
  }

  get perSecond(): number {
    return this.#perSecond;
  }

  /** Somebody begins to wait after a time in which nobody did. */
  begin(nowMs: number): void {
    if (nowMs - this.#windowStartMs > FORGET_MS) this.#perSecond = this.#first;
    this.#openWindow(nowMs);
  }

  /** The event loop has run a timer so much too late, in ms. To be told all the while that somebody waits. */
  observe(lateMs: number, nowMs: number): void {
    this.#lostMs += lateMs;
    const windowMs = nowMs - this.#windowStartMs;
    if (windowMs < WINDOW_MS) return;
    const { leastPerSecond, mostPerSecond } = this.#limits;
    const lostPart = this.#lostMs / windowMs;
    if (lostPart > LATE_PART) this.#perSecond = Math.max(leastPerSecond, this.#perSecond * LATE_SHARE);
    else if (lostPart < IN_TIME_PART)
      this.#perSecond = Math.min(mostPerSecond, this.#perSecond + IN_TIME_STEP);
    this.#openWindow(nowMs);
  }

  #openWindow(nowMs: number): void {
    this.#windowStartMs = nowMs;
    this.#lostMs = 0;
  }

  /** Whether one more may come in now. */
  take(nowMs: number): boolean {
    const elapsedMs = Math.max(0, nowMs - this.#lastMs);
    this.#lastMs = nowMs;
    this.#allowed = Math.min(this.#limits.burst, this.#allowed + (elapsedMs * this.#perSecond) / 1000);
    if (this.#allowed < 1) return false;
    this.#allowed--;
    return true;
  }
}
