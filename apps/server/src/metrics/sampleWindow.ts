// Collects the values of one second for percentiles. Bounded: when it is full, a new value replaces the oldest.
// Hand-written, because the histograms of perf_hooks hold integers only, and a tick may take less than a millisecond.

export class SampleWindow {
  readonly #values: Float64Array;
  #count = 0;

  constructor(capacity: number) {
    this.#values = new Float64Array(capacity);
  }

  add(value: number): void {
    this.#values[this.#count++ % this.#values.length] = value;
  }

  /** Ends the window and returns its values, sorted. They are valid until the next `add`. */
  close(): Float64Array {
    const held = this.#values.subarray(0, Math.min(this.#count, this.#values.length));
    this.#count = 0;
    return held.sort();
  }
}

/** The nearest-rank percentile of sorted values, for a `share` from 0 to 1; 0 without values. */
export function percentile(sorted: Float64Array, share: number): number {
  return sorted.length === 0 ? 0 : sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
