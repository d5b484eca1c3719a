// What a check of the doctor returns.

/** `warning`: it works, and may not for long. `problem`: players suffer, or will. */
export type Result = "ok" | "warning" | "problem";

export interface Finding {
  /** The name of what was looked at. */
  readonly check: string;
  readonly result: Result;
  readonly found: string;
  readonly expected: string;
  /** What to do, as an imperative sentence. */
  readonly advice: string;
}

/** What a check says of its value, without the name. */
export type Verdict = Omit<Finding, "check">;

/** `ok` up to `warn` inclusive, `warning` up to `problem` inclusive, else `problem`. */
export function grade(value: number, { warn, problem }: { warn: number; problem: number }): Result {
  if (value <= warn) return "ok";
  return value <= problem ? "warning" : "problem";
}

/** The value that 95 % of the values do not exceed. */
export function p95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN;
}

export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // An address with several families fails with one error per family.
  const { message, cause } =
    error instanceof AggregateError && error.message === "" ? error.errors[0] : error;
  return cause instanceof Error ? `${message}: ${cause.message}` : String(message);
}
