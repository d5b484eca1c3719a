// What a command of `npm run ops` is.

export interface OpsRun {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

export interface OpsCommand {
  /** Arguments and what they do, for the help. */
  readonly usages: readonly (readonly [args: string, what: string])[];
  /** Returns the exit code. */
  readonly run: (run: OpsRun) => Promise<number>;
}

/** A problem that the operator can fix. The message says what was wrong, where, and what was expected. */
export class OpsError extends Error {
  override readonly name = "OpsError";
  readonly code: number;

  constructor(message: string, code = 2) {
    super(message);
    this.code = code;
  }
}
