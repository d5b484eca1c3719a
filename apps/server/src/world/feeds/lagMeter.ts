// How late the slots, or the turns of an event loop, of one second were.

const MAX_SAMPLES = 400;

export class LagMeter {
  readonly #samples = new Float64Array(MAX_SAMPLES);
  #count = 0;

  add(lateMs: number): void {
    if (this.#count < MAX_SAMPLES) this.#samples[this.#count++] = lateMs;
  }

  /** The lateness that a part of them kept below, 0.5 for the median, in ms; begins anew. */
  take(part: number): number {
    const samples = this.#samples.subarray(0, this.#count).sort();
    this.#count = 0;
    return samples.length === 0 ? 0 : samples[Math.floor((samples.length - 1) * part)];
  }
}
