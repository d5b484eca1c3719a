// The one error for saved bytes that cannot be used.

/** Saved bytes are damaged or of another kind: the message says what was read, where, and what was expected. */
export class SnapshotError extends Error {
  override readonly name = "SnapshotError";
}
