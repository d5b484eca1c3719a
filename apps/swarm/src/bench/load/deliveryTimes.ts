// Delivery times between processes that read the same clock, in bins of 0.1 ms up to 30 s. lib/latencySummary.ts says why
// this is no perf_hooks histogram.
import { BINS_PER_MS, type LatencySummary, nonEmptyBins } from "../../lib/latencySummary.ts";

const MAX_MS = 30_000;

export class DeliveryTimes {
  readonly #bins = new Uint32Array(MAX_MS * BINS_PER_MS);
  #maxMs = 0;

  add(ms: number): void {
    if (ms > this.#maxMs) this.#maxMs = ms;
    this.#bins[Math.min(Math.max(Math.floor(ms * BINS_PER_MS), 0), this.#bins.length - 1)]++;
  }

  clear(): void {
    this.#bins.fill(0);
    this.#maxMs = 0;
  }

  summary(): LatencySummary {
    return { bins: nonEmptyBins(this.#bins), maxMs: this.#maxMs };
  }
}
