// Delivery times in bounded memory: a row of bins of 0.1 ms. The clocks of server and swarm differ by an unknown
// offset, so what is kept is receipt minus server time, and the smallest ever seen counts as nought. The server's
// time is in whole milliseconds, which adds up to 1 ms to what is reported and never takes anything away.

const BINS_PER_MS = 10;
/** Differences are kept relative to the first one, from this far below it to this far above it. */
const BELOW_MS = 2_000;
const ABOVE_MS = 30_000;

/** What `Latencies` come to: pairs of a bin of 0.1 ms and its count, ascending, in a plain array that can travel. */
export interface LatencySummary {
  readonly bins: readonly number[];
  readonly maxMs: number;
}

/** Percentiles in ms; all 0 if nothing was measured. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** Seconds of a window that are kept one by one. */
const MAX_SECONDS = 3_600;

export class Latencies {
  readonly #bins = new Uint32Array((BELOW_MS + ABOVE_MS) * BINS_PER_MS);
  /** Of the second that runs: its bins, the lowest and highest of them, and its largest difference. */
  readonly #second = new Uint32Array(this.#bins.length);
  #lowest = Number.POSITIVE_INFINITY;
  #highest = Number.NEGATIVE_INFINITY;
  #mostOfSecond = Number.NEGATIVE_INFINITY;
  /** Seconds of the window that are over, their bins as they lie in `#bins`. */
  #seconds: LatencySummary[] = [];
  #base: number | undefined;
  /** Smallest difference since the beginning, and the largest of the window, both relative to the base. */
  #least = Number.POSITIVE_INFINITY;
  #most = Number.NEGATIVE_INFINITY;

  /** Adds one: `receivedMs` of the local clock, `sentMs` of the server's 32-bit one. */
  add(receivedMs: number, sentMs: number): void {
    const wholeMs = Math.floor(receivedMs);
    // The wrap-safe difference of shared/time, relative to the first so that it stays far from the wrap.
    const difference = wholeMs - sentMs;
    this.#base ??= difference;
    const relativeMs = ((difference - this.#base) | 0) + (receivedMs - wholeMs);
    if (relativeMs < this.#least) this.#least = relativeMs;
    if (relativeMs > this.#most) this.#most = relativeMs;
    const place = Math.floor((relativeMs + BELOW_MS) * BINS_PER_MS);
    const bin = Math.min(Math.max(place, 0), this.#bins.length - 1);
    this.#bins[bin]++;
    this.#second[bin]++;
    if (bin < this.#lowest) this.#lowest = bin;
    if (bin > this.#highest) this.#highest = bin;
    if (relativeMs > this.#mostOfSecond) this.#mostOfSecond = relativeMs;
  }

  /** A second is over: what was added since the last call is one of its own. */
  endSecond(): void {
    const bins: number[] = [];
    for (let i = this.#lowest; i <= this.#highest; i++) {
      if (this.#second[i] > 0) bins.push(i, this.#second[i]);
      this.#second[i] = 0;
    }
    if (this.#seconds.length < MAX_SECONDS) this.#seconds.push({ bins, maxMs: this.#mostOfSecond });
    this.#lowest = Number.POSITIVE_INFINITY;
    this.#highest = this.#mostOfSecond = Number.NEGATIVE_INFINITY;
  }

  /** Begins a new window. What is known of the clocks' offset stays. */
  clear(): void {
    this.#bins.fill(0);
    this.endSecond();
    this.#seconds = [];
    this.#most = Number.NEGATIVE_INFINITY;
  }

  /** The window so far, with the smallest difference as nought. */
  summary(): LatencySummary {
    const bins: number[] = [];
    const nought = Math.floor((this.#least + BELOW_MS) * BINS_PER_MS);
    for (let i = 0; i < this.#bins.length; i++) {
      if (this.#bins[i] > 0) bins.push(Math.max(0, i - nought), this.#bins[i]);
    }
    return { bins, maxMs: bins.length === 0 ? 0 : this.#most - this.#least };
  }

  /** The window's seconds that are over, each as `summary` has the whole. */
  bySecond(): LatencySummary[] {
    const nought = Math.floor((this.#least + BELOW_MS) * BINS_PER_MS);
    return this.#seconds.map(({ bins, maxMs }) => ({
      bins: bins.map((value, i) => (i % 2 === 0 ? Math.max(0, value - nought) : value)),
      maxMs: bins.length === 0 ? 0 : maxMs - this.#least,
    }));
  }
}

/** Several summaries as one. */
export function mergeLatencies(summaries: readonly LatencySummary[]): LatencySummary {
  const counts = new Map<number, number>();
  for (const { bins } of summaries) {
    for (let i = 0; i < bins.length; i += 2) counts.set(bins[i], (counts.get(bins[i]) ?? 0) + bins[i + 1]);
  }
  const bins = [...counts].sort(([a], [b]) => a - b).flat();
  return { bins, maxMs: Math.max(0, ...summaries.map(({ maxMs }) => maxMs)) };
}

/** The percentiles of a summary: upper edges of bins, so never less than the truth. */
export function percentilesOf({ bins, maxMs }: LatencySummary): Percentiles {
  let total = 0;
  for (let i = 1; i < bins.length; i += 2) total += bins[i];
  const at = (share: number): number => {
    let seen = 0;
    for (let i = 0; i < bins.length; i += 2) {
      seen += bins[i + 1];
      if (seen >= share * total) return round(Math.min((bins[i] + 1) / BINS_PER_MS, maxMs));
    }
    return 0;
  };
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: round(maxMs) };
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}
