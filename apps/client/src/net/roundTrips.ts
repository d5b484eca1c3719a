// The round-trip time as the page shows and uses it: the shortest of the last few, because a long one more often means a
// busy page than a slow network. Reads no clock.

const WINDOW = 3;

export class RoundTrips {
  readonly #lastMs: number[] = [];

  /** Adds a measurement and returns the shortest of the last few, in ms. */
  add(ms: number): number {
    this.#lastMs.push(ms);
    if (this.#lastMs.length > WINDOW) this.#lastMs.shift();
    return Math.min(...this.#lastMs);
  }
}
