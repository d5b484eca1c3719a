// The only error type for maps.

/** A map is not usable. The one-line message names file, layer, place, the value found and the value expected. */
export class MapError extends Error {
  override readonly name = "MapError";
}
