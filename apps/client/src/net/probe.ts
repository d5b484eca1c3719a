// Measures the round trip by probes that the server answers at once. A probe that is not answered, since a busy server
// may refuse it, is given up after a while and the next one is sent. Reads no clock of its own.
import { RoundTrips } from "./roundTrips.ts";

/** A probe that is not answered within this many ms is given up. */
export const PROBE_LOST_MS = 4_000;

export interface ProbeOptions {
  /** Sends a probe; false if there is no connection. */
  readonly send: (answered: () => void) => boolean;
  readonly nowMs: () => number;
  /** Told the quickest of the last few round trips, in ms. */
  readonly measured: (ms: number) => void;
}

export class Probe {
  readonly #options: ProbeOptions;
  #roundTrips = new RoundTrips();
  /** When the probe under way was sent. */
  #sentMs: number | undefined;
  #number = 0;

  constructor(options: ProbeOptions) {
    this.#options = options;
  }

  /** Sends a probe, unless one is under way. To be called every second or so. */
  tick(): void {
    const sentMs = this.#options.nowMs();
    if (this.#sentMs !== undefined && sentMs - this.#sentMs < PROBE_LOST_MS) return;
    const number = ++this.#number;
    const sent = this.#options.send(() => {
      // A late answer to a probe that was given up, or to one of an earlier connection, says nothing.
      if (number !== this.#number || this.#sentMs === undefined) return;
      this.#sentMs = undefined;
      this.#options.measured(this.#roundTrips.add(this.#options.nowMs() - sentMs));
    });
    this.#sentMs = sent ? sentMs : undefined;
  }

  /** Begins anew, as on a new connection. */
  reset(): void {
    this.#number++;
    this.#sentMs = undefined;
    this.#roundTrips = new RoundTrips();
  }
}
