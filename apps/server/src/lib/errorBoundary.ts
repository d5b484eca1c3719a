// Where something enters from outside, what goes wrong costs the one who sent it and nobody else: it is counted by kind,
// logged at a bounded rate, and whoever it came from is let go. Never throws itself, whatever it is handed.

/** At most one line a kind in this time, in ms. */
const LOG_EVERY_MS = 60_000;
/** Kinds that are told apart; they come from the code, never from outside, so this is never reached. */
const MAX_KINDS = 64;
const OTHER = "other";

export interface BoundaryFailure {
  /** The entry that failed, such as "handshake" or "upgrade". */
  readonly kind: string;
  readonly error: unknown;
  /** Failures of this kind since the last line about it that had none of their own. */
  readonly suppressed: number;
}

interface Tally {
  count: number;
  suppressed: number;
  loggedAtMs: number;
}

export interface ErrorBoundaryOptions {
  /** Gets one failure a kind and minute. */
  readonly log: (failure: BoundaryFailure) => void;
  readonly clock: { nowMs(): number };
}

export class ErrorBoundary {
  readonly #options: ErrorBoundaryOptions;
  readonly #tallies = new Map<string, Tally>();

  constructor(options: ErrorBoundaryOptions) {
    this.#options = options;
  }

  /** Failures since the start, by kind. */
  *counts(): Iterable<readonly [kind: string, count: number]> {
    for (const [kind, { count }] of this.#tallies) yield [kind, count];
  }

  /** Something went wrong at an entry; for callers that have a catch of their own. */
  failed(kind: string, error: unknown): void {
    const tally = this.#tally(kind);
    tally.count++;
    const nowMs = this.#options.clock.nowMs();
    if (nowMs - tally.loggedAtMs < LOG_EVERY_MS) {
      tally.suppressed++;
      return;
    }
    const { suppressed } = tally;
    tally.suppressed = 0;
    tally.loggedAtMs = nowMs;
    attempt(() => this.#options.log({ kind, error, suppressed }));
  }

  /**
   * Makes a listener of one whose errors, rejections of a promise it answers included, are counted and then handed to
   * `close`, which lets go of whoever it was about. Both are called with the listener's own `this` and arguments.
   */
  listener<This, Args extends unknown[]>(
    kind: string,
    listener: (this: This, ...args: Args) => unknown,
    close: (this: This, ...args: Args) => void,
  ): (this: This, ...args: Args) => void {
    const boundary = this;
    // The closures of a failure are made only when there is one: listeners run for every message.
    return function guarded(this: This, ...args: Args): void {
      try {
        const answer = listener.apply(this, args);
        if (answer instanceof Promise)
          answer.catch((error: unknown) => boundary.#end(kind, error, close, this, args));
      } catch (error) {
        boundary.#end(kind, error, close, this, args);
      }
    };
  }

  /** Runs an action; what goes wrong is counted, and then `close` is run. False if it went wrong. */
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

  #tally(kind: string): Tally {
    const known = this.#tallies.get(kind);
    if (known !== undefined) return known;
    if (this.#tallies.size >= MAX_KINDS && kind !== OTHER) return this.#tally(OTHER);
    const tally = { count: 0, suppressed: 0, loggedAtMs: Number.NEGATIVE_INFINITY };
    this.#tallies.set(kind, tally);
    return tally;
  }
}

/** For what is done about a failure: a second one changes nothing. */
function attempt(action: () => void): void {
  try {
    action();
  } catch {
    // The failure that matters is counted already.
  }
}
