// The one error of every decoder.

/** Bytes that are not what the protocol says. Caught at the edge and turned into a refusal and a counter. */
export class WireError extends Error {
  override readonly name = "WireError";
}
