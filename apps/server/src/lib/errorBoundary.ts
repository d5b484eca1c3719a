// Confines an error at an entry point to the peer that caused it: the error is counted by kind, logged at a bounded rate,
// and that peer is disconnected. Never throws.
import type { MonotonicClock } from "./clock.ts";
import { makeThrottledLog } from "./throttledLog.ts";

/** At most one log line per kind in this time, in ms. */
const LOG_EVERY_MS = 60_000;
/** Kinds counted separately. They come from the code, never from outside, so this limit is not reached. */
const MAX_KINDS = 64;
const OTHER = "other";

export interface BoundaryFailure {
  /** The entry point that failed, such as "handshake" or "upgrade". */
  readonly kind: string;
  readonly error: unknown;
  /** Failures of this kind that were not logged since the last line about it. */
  readonly suppressed: number;
}

export interface ErrorBoundaryOptions {
  /** Called at most once per kind and minute. */
  readonly log: (failure: BoundaryFailure) => void;
  readonly clock: MonotonicClock;
}

export class ErrorBoundary {
  readonly #counts = new Map<string, number>();
  readonly #log: (kind: string, error: unknown) => void;

  constructor({ log, clock }: ErrorBoundaryOptions) {
    this.#log = makeThrottledLog<[error: unknown]>({
      everyMs: LOG_EVERY_MS,
      nowMs: () => clock.nowMs(),
      report: (kind, suppressed, error) => log({ kind, error, suppressed }),
    });
  }

  /** Failures since the start, by kind. */
  counts(): Iterable<readonly [kind: string, count: number]> {
    return this.#counts.entries();
  }

  /** Counts and logs an error; for callers with a catch of their own. */
  failed(kind: string, error: unknown): void {
    const counted = this.#counts.has(kind) || this.#counts.size < MAX_KINDS ? kind : OTHER;
    this.#counts.set(counted, (this.#counts.get(counted) ?? 0) + 1);
    attempt(() => this.#log(counted, error));
  }

  /**
   * Wraps a listener. Its errors, including rejections of a promise that it returns, are counted and then passed to
   * `close`, which must disconnect the peer. Both are called with the listener's `this` and arguments.
   */
  listener<This, Args extends unknown[]>(
    kind: string,
    listener: (this: This, ...args: Args) => unknown,
    close: (this: This, ...args: Args) => void,
  ): (this: This, ...args: Args) => void {
    const boundary = this;
    // Closures are created only on failure: listeners run for every message.
    return function guarded(this: This, ...args: Args): void {
      try {
        const result = listener.apply(this, args);
        if (result instanceof Promise)
          result.catch((error: unknown) => boundary.#end(kind, error, close, this, args));
      } catch (error) {
        boundary.#end(kind, error, close, this, args);
      }
    };
  }

  /** Runs an action; on an error counts it, runs `close` and returns false. */
  run(kind: string, action: () => void, close?: () => void): boolean {
    try {
      action();
      return true;
    } catch (error) {
      this.failed(kind, error);
      if (close !== undefined) attempt(close);
      return false;
    }
  }

  #end<This, Args extends unknown[]>(
    kind: string,
    error: unknown,
    close: (this: This, ...args: Args) => void,
    about: This,
    args: Args,
  ): void {
    this.failed(kind, error);
    attempt(() => close.apply(about, args));
  }
}

/** Runs the handling of a failure; errors in it are dropped. */
function attempt(action: () => void): void {
  try {
    action();
  } catch {
    // The original failure is counted already.
  }
}
