// How many ticks in the past other movers are shown, so that the frame with a change arrives before the change is shown.
// Follows the interval and the jitter of the room's frames.

const MIN_TICKS = 1.5;
const MAX_TICKS = 12;
const MARGIN_TICKS = 0.4;

export class ViewDelay {
  #interval = 2;
  #lateness = 0.5;
  #ticks = 3;

  get ticks(): number {
    return this.#ticks;
  }

  /** A delta arrived `sinceTicks` after the previous frame and `lateTicks` later than the fastest frames. */
  observe(sinceTicks: number, lateTicks: number): void {
    this.#interval += 0.15 * (Math.min(sinceTicks, MAX_TICKS) - this.#interval);
    // Rises at once and falls slowly, because late frames come in groups.
    this.#lateness = Math.max(lateTicks, this.#lateness - 0.02);
    const wanted = Math.min(MAX_TICKS, Math.max(MIN_TICKS, this.#interval + this.#lateness + MARGIN_TICKS));
    this.#ticks += 0.1 * (wanted - this.#ticks);
  }
}
