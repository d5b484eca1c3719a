// How far in the past other movers are shown, in ticks, so that the frame that tells of a change is here in time.
// Follows the rate of the room's frames and how unevenly they arrive.

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

  /** A delta came `sinceTicks` after the one before, `lateTicks` later than the quickest frames do. */
  observe(sinceTicks: number, lateTicks: number): void {
    this.#interval += 0.15 * (Math.min(sinceTicks, MAX_TICKS) - this.#interval);
    // Up at once, down slowly: one late frame is often followed by another.
    this.#lateness = Math.max(lateTicks, this.#lateness - 0.02);
    const wanted = Math.min(MAX_TICKS, Math.max(MIN_TICKS, this.#interval + this.#lateness + MARGIN_TICKS));
    this.#ticks += 0.1 * (wanted - this.#ticks);
  }
}
