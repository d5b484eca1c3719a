// The one error of everything that reads what travels over a link.

/** Bytes that are not what the link's layouts say. Ends the session they came in; nothing else notices. */
export class LinkError extends Error {
  override readonly name = "LinkError";
}
