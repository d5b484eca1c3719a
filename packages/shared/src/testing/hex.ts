// Hex notation for tests that pin the wire format.

/** Formats bytes as hex: `01 ff` for 1 and 255. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

/** Parses hex: 1 and 255 for `01 ff`. */
export function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.split(" "), (byte) => Number.parseInt(byte, 16));
}
