// A hunt's master key: from the server's secret, which hides the places, and from what players send after the commitment,
// which keeps the server from choosing them.
import { fromHex, HASH_BYTES, hmacSha256, sha256, toHex, utf8 } from "./hashing.ts";

/** Bytes of a player's nonce. */
export const NONCE_BYTES = 16;
/** The nonces that count; later ones are ignored. */
export const MAX_NONCES = 256;
export const SECRET_BYTES = 32;

/** The commitment to a secret, in hex. */
export function commitmentOf(secret: Uint8Array): string {
  return toHex(sha256(secret));
}

/** The entropy before the first nonce: 32 zero bytes. */
export function firstEntropy(): Uint8Array {
  return new Uint8Array(HASH_BYTES);
}

/**
 * The entropy after one more nonce: SHA-256(entropy || nonce).
 * @throws RangeError if the nonce is not 16 bytes in lower-case hex
 */
export function addNonce(entropy: Uint8Array, nonce: string): Uint8Array {
  return sha256(entropy, fromHex(nonce, NONCE_BYTES));
}

/**
 * HMAC-SHA-256(secret, entropy || announcement).
 * @param announcement hash of the body of the hunt's announcement (`hashOf`), in hex
 */
export function masterKey(secret: Uint8Array, entropy: Uint8Array, announcement: string): Uint8Array {
  return hmacSha256(secret, entropy, fromHex(announcement, HASH_BYTES));
}

/** What a hunt draws numbers for. Each has a key of its own, so that one says nothing about another. */
export type KeyLabel = "placement" | "tiers" | "phantoms" | "noise" | "mimics" | "hints" | "ties" | "salts";

/** HMAC-SHA-256(master key, label). */
export function subKey(master: Uint8Array, label: KeyLabel): Uint8Array {
  return hmacSha256(master, utf8(label));
}
