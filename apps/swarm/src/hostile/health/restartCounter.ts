// Counts restarts of a server's processes from the answers of /healthz. A restart is: nothing listens, an unknown process
// that started after the watch, or a world whose tick went back. It sends no request itself.

/** The answer of one process to /healthz. */
export interface HealthAnswer {
  /** Random id of the process. */
  readonly instance: string;
  readonly uptimeSeconds: number;
  readonly tick: number;
}

/** Uptimes are whole seconds, rounded down. */
const SLACK_SECONDS = 1;

export class RestartCounter {
  restarts = 0;
  readonly #startedMs: number;
  readonly #ticks = new Map<string, number>();
  #down = false;

  /** `nowMs`: when the watch starts, on a monotonic clock. */
  constructor(nowMs: number) {
    this.#startedMs = nowMs;
  }

  /** Processes that have answered. */
  get instances(): number {
    return this.#ticks.size;
  }

  /** Whether nothing listened at the last request. */
  get down(): boolean {
    return this.#down;
  }

  /** Nothing listens. Counts one restart until something answers again. */
  refused(): void {
    if (!this.#down) this.restarts++;
    this.#down = true;
  }

  /** `sentMs`: when the request was sent. A process that ran before the watch is older than that, however late it answers. */
  answered({ instance, uptimeSeconds, tick }: HealthAnswer, sentMs: number): void {
    const before = this.#ticks.get(instance);
    const watchedSeconds = (sentMs - this.#startedMs) / 1000;
    if (before === undefined) {
      const young = uptimeSeconds + SLACK_SECONDS < watchedSeconds;
      if (young && !this.#down) this.restarts++;
    } else if (tick < before) {
      this.restarts++;
      this.#ticks.clear();
    }
    this.#down = false;
    this.#ticks.set(instance, tick);
  }
}
