// A map's version in saved bytes: 64 bytes of UTF-8, zero-filled. A longer version is cut.
import { readText, writeText } from "../columns/textColumn.ts";

export const MAP_VERSION_BYTES = 64;

/** Writes a map's version at `at`. */
export function writeMapVersion(bytes: Uint8Array, at: number, version: string): void {
  writeText(bytes, at, MAP_VERSION_BYTES, version);
}

/** Whether the version at `at` is that of the given map. */
export function isMapVersion(bytes: Uint8Array, at: number, version: string): boolean {
  const expected = new Uint8Array(MAP_VERSION_BYTES);
  writeMapVersion(expected, 0, version);
  return readText(bytes, at, MAP_VERSION_BYTES) === readText(expected, 0, MAP_VERSION_BYTES);
}
