// How late the slots of one second were.

const MAX_SAMPLES = 400;

export class LagMeter {
  readonly #samples = new Float64Array(MAX_SAMPLES);
  #count = 0;

  add(lateMs: number): void {
    if (this.#count < MAX_SAMPLES) this.#samples[this.#count++] = lateMs;
  }

  /**
   * The median lateness, in ms; begins anew. A pause makes many slots late for a moment, which sending less would not
   * have helped; having too much to do makes half of them late.
   */
  take(): number {
    const samples = this.#samples.subarray(0, this.#count).sort();
    this.#count = 0;
    return samples.length === 0 ? 0 : samples[samples.length >> 1];
  }
}
