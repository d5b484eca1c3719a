// A fast 32-bit hash that detects damage and compares states. It is the same on every machine and is not cryptographic.

/** Hashes bytes to 32 bits: four bytes at a time by multiplication and shifts, the last one to three singly. */
export function hashBytes(bytes: Uint8Array, seed: number): number {
  let hash = (seed ^ bytes.length) >>> 0;
  let at = 0;
  if ((bytes.byteOffset & 3) === 0) {
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
    for (let i = 0; i < words.length; i++) {
      hash = Math.imul(hash ^ words[i], 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    at = words.length << 2;
  } else {
    for (; at + 4 <= bytes.length; at += 4) {
      const word = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
      hash = Math.imul(hash ^ word, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
  }
  for (; at < bytes.length; at++) {
    hash = Math.imul(hash ^ bytes[at], 0x01000193);
    hash ^= hash >>> 13;
  }
  hash = Math.imul(hash, 0x85ebca6b);
  return (hash ^ (hash >>> 16)) >>> 0;
}
