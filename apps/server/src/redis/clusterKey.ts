// The key that all machines of one island share: it authenticates their packets and the records they share in Redis, and
// encrypts their secrets there. Access to Redis without the key is not enough to send packets or read secrets.
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";

export const CLUSTER_KEY_BYTES = 32;
/** Bytes of a message authentication code: HMAC-SHA-256, truncated as RFC 2104 allows (half of the digest). */
export const MAC_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const ID_BYTES = 8;

export class ClusterKey {
  /** An id derived from the key, which reveals nothing about it. */
  readonly id: string;
  readonly #macKey: Buffer;
  readonly #sealKey: Buffer;

  /** @throws RangeError unless `secret` has CLUSTER_KEY_BYTES */
  constructor(secret: Uint8Array) {
    if (secret.length !== CLUSTER_KEY_BYTES) {
      throw new RangeError(`cluster key of ${secret.length} bytes, expected ${CLUSTER_KEY_BYTES}`);
    }
    const derive = (what: string, bytes: number): Buffer =>
      Buffer.from(hkdfSync("sha256", secret, "doubloon", what, bytes));
    this.#macKey = derive("mac", 32);
    this.#sealKey = derive("seal", 32);
    this.id = derive("id", ID_BYTES).toString("hex");
  }

  /** The MAC of the concatenated parts in a context: a channel, a Redis key or a purpose. */
  mac(context: string, ...parts: readonly Uint8Array[]): Buffer {
    const hmac = createHmac("sha256", this.#macKey).update(context).update("\0");
    for (const part of parts) hmac.update(part);
    return hmac.digest().subarray(0, MAC_BYTES);
  }

  verify(mac: Uint8Array, context: string, ...parts: readonly Uint8Array[]): boolean {
    return mac.length === MAC_BYTES && timingSafeEqual(mac, this.mac(context, ...parts));
  }

  /** Encrypts and authenticates (AES-256-GCM): nonce, ciphertext, tag. Valid in this context only. */
  seal(context: string, plain: Uint8Array): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv("aes-256-gcm", this.#sealKey, nonce).setAAD(Buffer.from(context));
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }

  /** Decrypts what was sealed in this context with this key; undefined for anything else. */
  unseal(context: string, sealed: Uint8Array): Buffer | undefined {
    if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
    const end = sealed.length - TAG_BYTES;
    const decipher = createDecipheriv("aes-256-gcm", this.#sealKey, sealed.subarray(0, NONCE_BYTES))
      .setAAD(Buffer.from(context))
      .setAuthTag(sealed.subarray(end));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, end)), decipher.final()]);
    } catch {
      return undefined;
    }
  }
}
