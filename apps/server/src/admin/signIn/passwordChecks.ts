// Bounds the work of checking passwords: one check at a time, two bounded queues, and known devices first. Each check needs
// 19 MiB and one thread of the pool that file access and name look-ups share.

/** Checks that run at the same time. */
const MAX_RUNNING = 1;
/** Checks that may wait, for known and for unknown devices. */
const MAX_KNOWN_WAITING = 8;
const MAX_UNKNOWN_WAITING = 16;

/** Too many password checks are already waiting. */
export class ChecksBusyError extends Error {
  override readonly name = "ChecksBusyError";
}

export interface PasswordChecks {
  /** Runs a check when its turn comes. Rejects with ChecksBusyError if too many are already waiting. */
  run<T>(known: boolean, check: () => Promise<T>): Promise<T>;
}

export function createPasswordChecks(): PasswordChecks {
  let checking = 0;
  const known: (() => void)[] = [];
  const unknown: (() => void)[] = [];
  return {
    async run(isKnown, check) {
      if (checking === MAX_RUNNING) {
        const queue = isKnown ? known : unknown;
        if (queue.length >= (isKnown ? MAX_KNOWN_WAITING : MAX_UNKNOWN_WAITING)) {
          throw new ChecksBusyError("too many sign-ins at once");
        }
        await new Promise<void>((resolve) => queue.push(resolve));
      } else checking++;
      try {
        return await check();
      } finally {
        // `checking` stays as it is, so that no new check can start before the next one.
        const next = known.shift() ?? unknown.shift();
        if (next === undefined) checking--;
        else next();
      }
    },
  };
}
