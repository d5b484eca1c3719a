// The text of what was thrown, which in JavaScript need not be an Error.

/** The message of an Error, and anything else as text. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
