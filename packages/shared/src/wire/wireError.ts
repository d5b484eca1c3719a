// The only error type of the decoders.

/** Bytes that violate the protocol. The receiver catches it in one place and turns it into a refusal and a counter. */
export class WireError extends Error {
  override readonly name = "WireError";
}
