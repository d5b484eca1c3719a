// Counts delivery times in bounded memory, in bins of 0.1 ms. The clocks of server and swarm differ by an unknown offset,
// so the counted value is receive time minus server time, and the smallest value ever seen is reported as 0. Server time
// is in whole milliseconds, which adds up to 1 ms to the reported values and never subtracts.
import { BINS_PER_MS, type LatencySummary, nonEmptyBins } from "../lib/latencySummary.ts";

/** Differences are kept relative to the first one, from this far below it to this far above it. */
const BELOW_MS = 2_000;
const ABOVE_MS = 30_000;
/** Seconds of a window that are kept one by one. */
const MAX_SECONDS = 3_600;

export class Latencies {
  readonly #bins = new Uint32Array((BELOW_MS + ABOVE_MS) * BINS_PER_MS);
  /** The current second: its bins, its lowest and highest bin, and its largest difference. */
  readonly #second = new Uint32Array(this.#bins.length);
  #lowestBin = Number.POSITIVE_INFINITY;
  #highestBin = Number.NEGATIVE_INFINITY;
  #maxOfSecond = Number.NEGATIVE_INFINITY;
  /** Complete seconds of the window; bins are indexes of `#bins`. */
  #seconds: LatencySummary[] = [];
  #base: number | undefined;
  /** Smallest difference since the start, and largest difference of the window, both relative to the base. */
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;

  /** Adds a delivery: `receivedMs` of the local clock, `sentMs` of the server's 32-bit clock. */
  add(receivedMs: number, sentMs: number): void {
    const wholeMs = Math.floor(receivedMs);
    // Wrap-safe like shared/time; relative to the first difference, which keeps it far from the wrap.
    const difference = wholeMs - sentMs;
    this.#base ??= difference;
    const relativeMs = ((difference - this.#base) | 0) + (receivedMs - wholeMs);
    if (relativeMs < this.#min) this.#min = relativeMs;
    if (relativeMs > this.#max) this.#max = relativeMs;
    const index = Math.floor((relativeMs + BELOW_MS) * BINS_PER_MS);
    const bin = Math.min(Math.max(index, 0), this.#bins.length - 1);
    this.#bins[bin]++;
    this.#second[bin]++;
    if (bin < this.#lowestBin) this.#lowestBin = bin;
    if (bin > this.#highestBin) this.#highestBin = bin;
    if (relativeMs > this.#maxOfSecond) this.#maxOfSecond = relativeMs;
  }

  /** Ends a second: deliveries added since the last call belong to it. */
  endSecond(): void {
    const bins: number[] = [];
    for (let i = this.#lowestBin; i <= this.#highestBin; i++) {
      if (this.#second[i] > 0) bins.push(i, this.#second[i]);
      this.#second[i] = 0;
    }
    if (this.#seconds.length < MAX_SECONDS) this.#seconds.push({ bins, maxMs: this.#maxOfSecond });
    this.#lowestBin = Number.POSITIVE_INFINITY;
    this.#highestBin = this.#maxOfSecond = Number.NEGATIVE_INFINITY;
  }

  /** Starts a new window. The smallest difference seen so far stays. */
  clear(): void {
    this.#bins.fill(0);
    this.endSecond();
    this.#seconds = [];
    this.#max = Number.NEGATIVE_INFINITY;
  }

  /** The window so far, with the smallest difference as 0. */
  summary(): LatencySummary {
    const bins = nonEmptyBins(this.#bins, this.#zeroBin);
    return { bins, maxMs: bins.length === 0 ? 0 : this.#max - this.#min };
  }

  /** The complete seconds of the window, each as `summary` reports the window. */
  bySecond(): LatencySummary[] {
    const zero = this.#zeroBin;
    return this.#seconds.map(({ bins, maxMs }) => ({
      bins: bins.map((value, i) => (i % 2 === 0 ? Math.max(0, value - zero) : value)),
      maxMs: bins.length === 0 ? 0 : maxMs - this.#min,
    }));
  }

  /** The bin that is reported as 0 ms. */
  get #zeroBin(): number {
    return Math.floor((this.#min + BELOW_MS) * BINS_PER_MS);
  }
}
