// The only time that the gateway knows: monotonic, injected, so that tests turn it by hand.

export interface MonotonicClock {
  /** Milliseconds since some fixed moment, with fractions; never goes back. */
  nowMs(): number;
}
