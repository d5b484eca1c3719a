// Delivery times between processes that read the same clock, in bins of 0.1 ms up to 30 s.
import type { LatencySummary } from "../../load/latencies.ts";

const BINS_PER_MS = 10;
const MOST_MS = 30_000;

export class DeliveryTimes {
  readonly #bins = new Uint32Array(MOST_MS * BINS_PER_MS);
  #mostMs = 0;

  add(ms: number): void {
    if (ms > this.#mostMs) this.#mostMs = ms;
    this.#bins[Math.min(Math.max(Math.floor(ms * BINS_PER_MS), 0), this.#bins.length - 1)]++;
  }

  clear(): void {
    this.#bins.fill(0);
    this.#mostMs = 0;
  }

  summary(): LatencySummary {
    const bins: number[] = [];
    for (let i = 0; i < this.#bins.length; i++) if (this.#bins[i] > 0) bins.push(i, this.#bins[i]);
    return { bins, maxMs: this.#mostMs };
  }
}
