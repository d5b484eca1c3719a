// The one error of everything that reads maps.

/** A map that cannot be taken. The message is one line: file, layer, place, what is there and what was expected. */
export class MapError extends Error {
  override readonly name = "MapError";
}
