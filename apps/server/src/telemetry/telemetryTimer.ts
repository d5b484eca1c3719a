// Runs every collector once a second, whether or not anybody watches. A collector that fails is counted and logged, does
// not affect the others, and runs again the next second. Only this timer drives collectors.

/** The time between two runs of a collector, in ms. */
export const COLLECT_INTERVAL_MS = 1_000;
/** A collector that has not finished after this time, in ms, counts as failed and is started again. */
export const COLLECTOR_TIMEOUT_MS = 5_000;
/** At most one log line per collector in this time, in ms. */
const LOG_INTERVAL_MS = 60_000;

export type Collector = () => void | Promise<void>;

export interface TelemetryTimerOptions {
  /** Called for the first failure of a collector, then at most once a minute, with the number of its failures so far. */
  readonly onFailure: (collector: string, error: unknown, failures: number) => void;
  /** Calls `run` every `everyMs` until the returned function is called. */
  readonly every?: (everyMs: number, run: () => void) => () => void;
  /** A monotonic clock, in ms. */
  readonly nowMs?: () => number;
}

interface Entry {
  readonly name: string;
  readonly collect: Collector;
  failures: number;
  loggedAtMs: number | undefined;
  /** When the unfinished run began; undefined if there is none. `run` numbers the runs. */
  runningSinceMs: number | undefined;
  run: number;
}

export class TelemetryTimer {
  readonly #entries = new Set<Entry>();
  readonly #onFailure: TelemetryTimerOptions["onFailure"];
  readonly #nowMs: () => number;
  readonly #stop: () => void;
  #failures = 0;

  /** Starts the timer. */
  constructor({ onFailure, every = everyUnref, nowMs = () => performance.now() }: TelemetryTimerOptions) {
    this.#onFailure = onFailure;
    this.#nowMs = nowMs;
    this.#stop = every(COLLECT_INTERVAL_MS, () => this.#runAll());
  }

  /** Failed runs of all collectors since the start. */
  get failures(): number {
    return this.#failures;
  }

  /** Runs `collect` every second, after the collectors added earlier. Returns a function that removes it. */
  add(name: string, collect: Collector): () => void {
    const entry: Entry = {
      name,
      collect,
      failures: 0,
      loggedAtMs: undefined,
      runningSinceMs: undefined,
      run: 0,
    };
    this.#entries.add(entry);
    return () => this.#entries.delete(entry);
  }

  /** Stops running collectors. */
  close(): void {
    this.#stop();
    this.#entries.clear();
  }

  #runAll(): void {
    for (const entry of this.#entries) this.#start(entry);
  }

  #start(entry: Entry): void {
    const nowMs = this.#nowMs();
    if (entry.runningSinceMs !== undefined) {
      if (nowMs - entry.runningSinceMs < COLLECTOR_TIMEOUT_MS) return;
      this.#failed(entry, new Error(`not finished after ${COLLECTOR_TIMEOUT_MS} ms`));
    }
    const run = ++entry.run;
    entry.runningSinceMs = undefined;
    try {
      const running = entry.collect();
      if (running === undefined) return;
      entry.runningSinceMs = nowMs;
      running.then(
        () => {
          if (entry.run === run) entry.runningSinceMs = undefined;
        },
        (error: unknown) => {
          // A run that timed out has already been counted.
          if (entry.run !== run) return;
          entry.runningSinceMs = undefined;
          this.#failed(entry, error);
        },
      );
    } catch (error) {
      this.#failed(entry, error);
    }
  }

  #failed(entry: Entry, error: unknown): void {
    this.#failures++;
    entry.failures++;
    const nowMs = this.#nowMs();
    if (entry.loggedAtMs !== undefined && nowMs - entry.loggedAtMs < LOG_INTERVAL_MS) return;
    entry.loggedAtMs = nowMs;
    this.#onFailure(entry.name, error, entry.failures);
  }
}

function everyUnref(everyMs: number, run: () => void): () => void {
  const timer = setInterval(run, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
