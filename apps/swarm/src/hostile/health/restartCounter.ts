// Counts how often a server's processes have started anew, by what its /healthz says: nothing listens, an unknown process
// that has not run for as long as we watch, or a world whose tick has gone back. It asks nobody itself.

/** What /healthz says of one process. */
export interface HealthAnswer {
  /** Random for each process. */
  readonly instance: string;
  readonly uptimeSeconds: number;
  readonly tick: number;
}

/** Uptimes are whole seconds, rounded down. */
const SLACK_SECONDS = 1;

export class RestartCounter {
  restarts = 0;
  readonly #beganMs: number;
  readonly #ticks = new Map<string, number>();
  #down = false;

  /** `nowMs`: when the watch begins, on a monotonic clock. */
  constructor(nowMs: number) {
    this.#beganMs = nowMs;
  }

  /** Processes heard of. */
  get instances(): number {
    return this.#ticks.size;
  }

  /** Whether nothing listened when last asked. */
  get down(): boolean {
    return this.#down;
  }

  /** Nothing listens: one restart however often it is asked, since the process that ended needs one. */
  refused(): void {
    if (!this.#down) this.restarts++;
    this.#down = true;
  }

  /** `askedMs`: when it was asked. However late the answer, a process that ran before the watch is older than that. */
  answered({ instance, uptimeSeconds, tick }: HealthAnswer, askedMs: number): void {
    const before = this.#ticks.get(instance);
    const watchedSeconds = (askedMs - this.#beganMs) / 1000;
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
