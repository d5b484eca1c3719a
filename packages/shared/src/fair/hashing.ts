// SHA-256 and HMAC-SHA-256, and bytes as hex. The only file that knows the library for them.
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 as sha256Of } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";

/** Bytes of a SHA-256. */
export const HASH_BYTES = 32;

/** SHA-256 of the parts, one after another. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  return sha256Of(parts.length === 1 ? parts[0] : concatBytes(...parts));
}

/** HMAC-SHA-256 of the parts, one after another. */
export function hmacSha256(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  return hmac(sha256Of, key, parts.length === 1 ? parts[0] : concatBytes(...parts));
}

/** HMAC-SHA-256 with a key that is used many times: the key's own part of the work is done once. */
export function makeHmac(key: Uint8Array): (message: Uint8Array) => Uint8Array {
  const keyed = hmac.create(sha256Of, key);
  return (message) => keyed.clone().update(message).digest();
}

export const utf8 = utf8ToBytes;
export const toHex = bytesToHex;

/** @throws RangeError unless the text is `bytes` bytes in lower-case hex */
export function fromHex(text: string, bytes: number): Uint8Array {
  if (text.length !== bytes * 2 || !/^[0-9a-f]*$/.test(text)) {
    throw new RangeError(`hex text of ${text.length} characters, expected ${bytes * 2} of 0-9 and a-f`);
  }
  return hexToBytes(text);
}
