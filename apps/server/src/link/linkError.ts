// The one error of all code that reads bytes from a link.

/** Bytes that do not match the link's layouts. They end the link session they arrived in, and nothing else. */
export class LinkError extends Error {
  override readonly name = "LinkError";
}
