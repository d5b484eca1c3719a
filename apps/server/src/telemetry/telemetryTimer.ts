// Takes the readings: runs every collector once a second, whoever watches. A collector that fails is counted and
// logged, costs no other collector its turn, and runs again the next second. Only this timer drives collectors.

/** How often readings are taken, in ms. */
export const READING_MS = 1_000;
/** A collector that has not finished after so long counts as failed, in ms, and is started again. */
export const COLLECTOR_TIMEOUT_MS = 5_000;
/** One log line per collector in this time, in ms. */
const LOG_EVERY_MS = 60_000;

export type Collector = () => void | Promise<void>;

export interface TelemetryTimerOptions {
  /** Told of the first failure of a collector, then at most once a minute, with the number of its failures so far. */
  readonly onFailure: (collector: string, error: unknown, failures: number) => void;
  /** Calls `run` every so many ms until the returned function is called. */
  readonly every?: (everyMs: number, run: () => void) => () => void;
  /** A monotonic clock, in ms. */
  readonly nowMs?: () => number;
}

interface Entry {
  readonly name: string;
  readonly collect: Collector;
  failures: number;
  loggedAtMs: number | undefined;
  /** When the run that has not finished yet began, and which run it is. */
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
    this.#stop = every(READING_MS, () => this.#turn());
  }

  /** Failed runs of all collectors since the start. */
  get failures(): number {
    return this.#failures;
  }

  /** Runs `collect` every second from now on, after those added before. Returns a function that removes it. */
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

  /** Runs no collector again. */
  close(): void {
    this.#stop();
    this.#entries.clear();
  }

  #turn(): void {
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
          // A run that was given up has been counted.
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
    if (entry.loggedAtMs !== undefined && nowMs - entry.loggedAtMs < LOG_EVERY_MS) return;
    entry.loggedAtMs = nowMs;
    this.#onFailure(entry.name, error, entry.failures);
  }
}

function everyUnref(everyMs: number, run: () => void): () => void {
  const timer = setInterval(run, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
