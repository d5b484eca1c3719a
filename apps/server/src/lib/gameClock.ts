// A clock whose time can be sped up, slowed down, stopped and stepped, on top of another one: for tests of the whole game.
// What must keep its pace, such as timeouts of connections, uses the other one.
import type { Clock, Timer } from "./clock.ts";

interface Waiting {
  readonly atMs: number;
  readonly run: () => void;
}

export class GameClock implements Clock {
  readonly #base: Clock;
  readonly #waiting = new Set<Waiting>();
  #speed = 1;
  /** This clock's time at `#sinceMs` of the base. */
  #timeMs: number;
  #sinceMs: number;
  #timer: Timer | undefined;

  constructor(base: Clock) {
    this.#base = base;
    this.#sinceMs = base.nowMs();
    this.#timeMs = this.#sinceMs;
  }

  /** How fast its time runs; 0 while it stands. */
  get speed(): number {
    return this.#speed;
  }

  nowMs(): number {
    return this.#timeMs + (this.#base.nowMs() - this.#sinceMs) * this.#speed;
  }

  after(delayMs: number, run: () => void): Timer {
    // Also while time stands: what is due now is due.
    if (delayMs <= 0) return this.#base.after(0, run);
    const waiting = { atMs: this.nowMs() + delayMs, run };
    this.#waiting.add(waiting);
    this.#arm();
    return {
      cancel: () => {
        this.#waiting.delete(waiting);
      },
    };
  }

  /** @throws RangeError unless the speed is 0 to 1000 */
  setSpeed(speed: number): void {
    if (!(speed >= 0 && speed <= 1_000)) throw new RangeError(`speed ${speed}, expected 0 to 1000`);
    this.#rebase(this.nowMs());
    this.#speed = speed;
    this.#arm();
  }

  /** Moves its time on at once. */
  advance(ms: number): void {
    this.#rebase(this.nowMs() + ms);
    this.#arm();
  }

  #rebase(timeMs: number): void {
    this.#timeMs = timeMs;
    this.#sinceMs = this.#base.nowMs();
  }

  #arm(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    let nextMs = Number.POSITIVE_INFINITY;
    for (const { atMs } of this.#waiting) nextMs = Math.min(nextMs, atMs);
    const leftMs = nextMs - this.nowMs();
    if (nextMs === Number.POSITIVE_INFINITY || (this.#speed === 0 && leftMs > 0)) return;
    this.#timer = this.#base.after(leftMs <= 0 ? 0 : leftMs / this.#speed, () => this.#fire());
  }

  #fire(): void {
    const nowMs = this.nowMs();
    const due = [...this.#waiting].filter(({ atMs }) => atMs <= nowMs).sort((a, b) => a.atMs - b.atMs);
    for (const waiting of due) {
      // One that ran before may have cancelled it.
      if (this.#waiting.delete(waiting)) waiting.run();
    }
    this.#arm();
  }
}
