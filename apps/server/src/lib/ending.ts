// How a process ends, once, whatever happens first: in order with everything saved, or after a fault with nothing saved.
// See docs/adr/0013.

export interface EndingOptions {
  /** Says farewell, saves and closes everything. */
  readonly close: () => Promise<void>;
  /** Says farewell and saves nothing. */
  readonly abandon: () => Promise<void>;
  readonly exit: (code: number) => void;
  readonly after: (delayMs: number, run: () => void) => void;
  readonly log: (error: unknown, what: string) => void;
}

/** Whatever is still running by then is left, in ms; a supervisor would kill it soon after. */
export const CLOSE_TIMEOUT_MS = 4_500;
/** The same after a fault, when there is nothing to save. */
export const ABANDON_TIMEOUT_MS = 1_500;

export interface Ending {
  /** Ends in order: exit code 0, or 1 if that fails. */
  close(): void;
  /** Ends after an error that nobody has caught: exit code 1. Also while it is ending in order. */
  fault(error: unknown): void;
}

export function makeEnding({ close, abandon, exit, after, log }: EndingOptions): Ending {
  let closing = false;
  let faulted = false;
  return {
    close() {
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
    },
    fault(error) {
      log(error, "an error that nobody has caught");
      if (faulted) return;
      faulted = true;
      after(ABANDON_TIMEOUT_MS, () => exit(1));
      const leave = (): void => exit(1);
      // Not an async function's first await: the world must stop in this very turn.
      try {
        abandon().then(leave, leave);
      } catch {
        leave();
      }
    },
  };
}
