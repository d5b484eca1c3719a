// Bytes as people write them in a layout, for tests that pin the wire.

/** `01 ff` for the bytes 1 and 255. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

/** The bytes of `01 ff`. */
export function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.split(" "), (byte) => Number.parseInt(byte, 16));
}
