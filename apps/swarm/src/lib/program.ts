// How a program of the swarm ends: an exit code, and one line on the error output for an expected failure. An unexpected
// error keeps its stack trace.

/** An unknown flag or a value that cannot be used. The message is one line for the user; the exit code is 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A run that could not do its work. The message is one line for the user; the exit code is 1. */
export class RunError extends Error {
  override readonly name: string = "RunError";
}

/** Runs a program to its end and exits with the code that `run` returns. */
export async function runProgram(name: string, run: () => Promise<number>): Promise<void> {
  try {
    process.exit(await run());
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof RunError)) throw error;
    console.error(`${name}: ${error.message}`);
    process.exit(error instanceof UsageError ? 2 : 1);
  }
}

/** Has Ctrl-C and SIGTERM end this process as an exit, so that what it has started is ended too. */
export function exitOnSignal(): void {
  process.once("SIGINT", () => process.exit(130));
  process.once("SIGTERM", () => process.exit(143));
}

/** A signal that is aborted by Ctrl-C or SIGTERM. */
export function stopSignal(): AbortSignal {
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  process.once("SIGTERM", () => stop.abort());
  return stop.signal;
}
