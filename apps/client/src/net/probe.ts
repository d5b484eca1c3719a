// Measures the round-trip time with probes that the server answers at once. An unanswered probe times out, because a busy
// server may refuse it, and the next one is sent. Reads no clock of its own.
import { RoundTrips } from "./roundTrips.ts";

/** A probe without an answer times out after this many ms. */
export const PROBE_TIMEOUT_MS = 4_000;

export interface ProbeOptions {
  /** Sends a probe; false if there is no connection. */
  readonly send: (answered: () => void) => boolean;
  readonly nowMs: () => number;
  /** Called with the shortest of the last few round trips, in ms. */
  readonly measured: (ms: number) => void;
}

export class Probe {
  readonly #options: ProbeOptions;
  #roundTrips = new RoundTrips();
  /** Send time of the probe that is in flight. */
  #sentMs: number | undefined;
  #number = 0;

  constructor(options: ProbeOptions) {
    this.#options = options;
  }

  /** Sends a probe unless one is in flight. Call this about once a second. */
  tick(): void {
    const sentMs = this.#options.nowMs();
    if (this.#sentMs !== undefined && sentMs - this.#sentMs < PROBE_TIMEOUT_MS) return;
    const number = ++this.#number;
    const sent = this.#options.send(() => {
      // Ignores answers to a probe that timed out or that went over an earlier connection.
      if (number !== this.#number || this.#sentMs === undefined) return;
      this.#sentMs = undefined;
      this.#options.measured(this.#roundTrips.add(this.#options.nowMs() - sentMs));
    });
    this.#sentMs = sent ? sentMs : undefined;
  }

  /** Forgets all measurements. Call this on a new connection. */
  reset(): void {
    this.#number++;
    this.#sentMs = undefined;
    this.#roundTrips = new RoundTrips();
  }
}
