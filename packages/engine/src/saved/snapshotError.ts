// The only error type for saved bytes that cannot be used.

/** Saved bytes are damaged or of another kind. The message names the record, the value found and the value expected. */
export class SnapshotError extends Error {
  override readonly name = "SnapshotError";
}
