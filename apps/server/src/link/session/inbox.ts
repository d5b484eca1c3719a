// The receiving half of a link session: checks the numbers of incoming batches, and notices when the other side is silent.
// It reads no messages.
import type { LinkCounters } from "./linkCounters.ts";

export class Inbox {
  readonly #counters: LinkCounters;
  /** Number of the last batch. */
  #number = 0;
  #receivedSinceRun = true;
  #receivedAtMs = 0;

  constructor(counters: LinkCounters) {
    this.#counters = counters;
  }

  /** Counts a batch: `next` if it may be read, `replayed` if it arrived before, `gap` if a batch is missing. */
  accept(number: number): "next" | "replayed" | "gap" {
    const ahead = (number - this.#number) | 0;
    if (ahead <= 0) {
      this.#counters.replayed++;
      return "replayed";
    }
    this.#receivedSinceRun = true;
    this.#number = number;
    if (ahead === 1) return "next";
    this.#counters.gaps++;
    return "gap";
  }

  /** Whether no batch has arrived for longer than `timeoutMs`; call it in each housekeeping run. */
  timedOut(nowMs: number, timeoutMs: number): boolean {
    if (!this.#receivedSinceRun) return nowMs - this.#receivedAtMs > timeoutMs;
    this.#receivedSinceRun = false;
    this.#receivedAtMs = nowMs;
    return false;
  }
}
