// Collects the lateness of one second's slots or event-loop turns and returns a percentile of it. Our own code instead of
// a perf_hooks histogram, which holds whole numbers only: a few hundred samples are cheap to sort, and the result is exact.

const MAX_SAMPLES = 400;

export class LagMeter {
  readonly #samples = new Float64Array(MAX_SAMPLES);
  #count = 0;

  add(lateMs: number): void {
    if (this.#count < MAX_SAMPLES) this.#samples[this.#count++] = lateMs;
  }

  /** Returns a percentile in ms, as a fraction (0.5 for the median), and starts over. */
  take(fraction: number): number {
    const samples = this.#samples.subarray(0, this.#count).sort();
    this.#count = 0;
    return samples.length === 0 ? 0 : samples[Math.floor((samples.length - 1) * fraction)];
  }
}
