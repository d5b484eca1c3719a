// Values of the current second, for percentiles once it is over. Bounded: of more values than it holds, the newest.

export class SampleWindow {
  readonly #values: Float64Array;
  #count = 0;

  constructor(capacity: number) {
    this.#values = new Float64Array(capacity);
  }

  add(value: number): void {
    this.#values[this.#count++ % this.#values.length] = value;
  }

  /** Ends the window: the values sorted, as long as the next window has not begun to fill. */
  close(): Float64Array {
    const held = this.#values.subarray(0, Math.min(this.#count, this.#values.length));
    this.#count = 0;
    return held.sort();
  }
}

/** The value below which that share of the sorted values lies (nearest rank); 0 if there are none. */
export function percentile(sorted: Float64Array, share: number): number {
  return sorted.length === 0 ? 0 : sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
