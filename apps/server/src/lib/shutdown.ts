// Ends the process exactly once: an orderly shutdown that saves everything, or after a fault an abrupt one that saves
// nothing. See docs/adr/0013.

export interface ShutdownOptions {
  /**
   * Moves the players elsewhere; resolves when that is over, at once if there is nobody to move or nowhere to move to.
   * Its own time limit is the longest that it takes.
   */
  readonly drain: () => Promise<void>;
  /** Says farewell to the players, saves and closes everything. */
  readonly close: () => Promise<void>;
  /** Says farewell to the players and saves nothing. */
  readonly abandon: () => Promise<void>;
  readonly exit: (code: number) => void;
  readonly after: (delayMs: number, run: () => void) => void;
  readonly log: (error: unknown, what: string) => void;
}

/** Time limit of an orderly shutdown, in ms; a supervisor would kill the process soon after. */
export const CLOSE_TIMEOUT_MS = 4_500;
/** Time limit of a shutdown after a fault, in ms. */
export const ABANDON_TIMEOUT_MS = 1_500;

export interface Shutdown {
  /** A supervisor's request: drains, then shuts down in order. The second one shuts down at once. */
  terminate(): void;
  /** Shuts down in order: exit code 0, or 1 if that fails. */
  close(): void;
  /** Shuts down after an uncaught error: exit code 1. Also valid during an orderly shutdown. */
  fault(error: unknown): void;
}

export function makeShutdown({ drain, close, abandon, exit, after, log }: ShutdownOptions): Shutdown {
  let draining = false;
  let closing = false;
  let faulted = false;

  function closeNow(): void {
    if (closing || faulted) return;
    closing = true;
    after(CLOSE_TIMEOUT_MS, () => {
      log(undefined, "closing took too long");
      exit(1);
    });
    close().then(
      () => {
        if (!faulted) exit(0);
      },
      (error: unknown) => {
        log(error, "closing failed");
        exit(1);
      },
    );
  }

  return {
    close: closeNow,
    terminate() {
      if (draining) return closeNow();
      if (closing || faulted) return;
      draining = true;
      drain().then(closeNow, (error: unknown) => {
        log(error, "draining failed");
        closeNow();
      });
    },
    fault(error) {
      log(error, "uncaught error");
      if (faulted) return;
      faulted = true;
      after(ABANDON_TIMEOUT_MS, () => exit(1));
      const exitWithFailure = (): void => exit(1);
      // No await before this call: the world must stop in the same turn of the event loop.
      try {
        abandon().then(exitWithFailure, exitWithFailure);
      } catch {
        exitWithFailure();
      }
    },
  };
}
