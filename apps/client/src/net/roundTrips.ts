// The round trip as it is shown and reckoned with: the quickest of the last few, since a slow one more often tells of a
// busy page than of a long line. Reads no clock.

const KEPT = 3;

export class RoundTrips {
  readonly #lastMs: number[] = [];

  /** Takes a measured round trip and returns the quickest of the last few, in ms. */
  add(ms: number): number {
    this.#lastMs.push(ms);
    if (this.#lastMs.length > KEPT) this.#lastMs.shift();
    return Math.min(...this.#lastMs);
  }
}
