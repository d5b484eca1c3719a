// Bounds the work of checking passwords: one at a time, a few that wait, and known devices before the rest. Each check
// takes 19 MiB and one thread of the pool that files and names share.

/** Checks at once. */
const CHECKS_AT_ONCE = 1;
/** Checks that may wait, for known devices and for the rest. */
const KNOWN_WAITING = 8;
const UNKNOWN_WAITING = 16;

/** Too many passwords are being checked already. */
export class ChecksBusyError extends Error {
  override readonly name = "ChecksBusyError";
}

export interface PasswordChecks {
  /** Runs a check when its turn comes; rejects with ChecksBusyError if too many wait already. */
  run<T>(known: boolean, check: () => Promise<T>): Promise<T>;
}

export function createPasswordChecks(): PasswordChecks {
  let checking = 0;
  const known: (() => void)[] = [];
  const unknown: (() => void)[] = [];
  return {
    async run(isKnown, check) {
      if (checking === CHECKS_AT_ONCE) {
        const queue = isKnown ? known : unknown;
        if (queue.length >= (isKnown ? KNOWN_WAITING : UNKNOWN_WAITING)) {
          throw new ChecksBusyError("too many sign-ins at once");
        }
        await new Promise<void>((resolve) => queue.push(resolve));
      } else checking++;
      try {
        return await check();
      } finally {
        // The turn is handed on as it is, so that nobody can slip in between.
        const next = known.shift() ?? unknown.shift();
        if (next === undefined) checking--;
        else next();
      }
    },
  };
}
