// The only error type for content files.

/** A content file cannot be used. The one-line message names file, place, what was found and what was expected. */
export class ContentError extends Error {
  override readonly name = "ContentError";
}
