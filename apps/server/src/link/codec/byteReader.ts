// Reads little-endian values from bytes in order; missing bytes are a LinkError. Knows no layout. Our own code because
// Buffer's read methods keep no position, and their RangeError would not end one link session only.
import { LinkError } from "../linkError.ts";

export class ByteReader {
  readonly #bytes: Buffer;
  #at: number;

  /** Reads `bytes` from `offset` on without copying them. */
  constructor(bytes: Uint8Array, offset = 0) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = offset;
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  /**
   * Checks that `count` more bytes are left.
   * @throws LinkError if fewer are left
   */
  need(count: number): void {
    if (this.#at + count > this.#bytes.length) {
      throw new LinkError(
        `link message cut off at byte ${this.#bytes.length}, expected ${this.#at + count} bytes`,
      );
    }
  }

  u8(): number {
    this.need(1);
    return this.#bytes[this.#at++];
  }

  u16(): number {
    this.need(2);
    this.#at += 2;
    return this.#bytes.readUInt16LE(this.#at - 2);
  }

  u32(): number {
    this.need(4);
    this.#at += 4;
    return this.#bytes.readUInt32LE(this.#at - 4);
  }

  i32(): number {
    this.need(4);
    this.#at += 4;
    return this.#bytes.readInt32LE(this.#at - 4);
  }

  f64(): number {
    this.need(8);
    this.#at += 8;
    return this.#bytes.readDoubleLE(this.#at - 8);
  }

  /** The next `count` bytes, not copied. */
  raw(count: number): Buffer {
    this.need(count);
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }
}
