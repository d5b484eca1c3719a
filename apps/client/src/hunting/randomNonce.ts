// A player's part of a hunt's public entropy: 16 bytes from the browser's cryptographic generator, as hex.

export function randomNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
