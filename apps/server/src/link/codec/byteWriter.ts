// Writes little-endian values into a Buffer that grows up to a limit and is reused. Knows no layout. Our own code because
// it must allocate nothing per message, and its buffers are recycled after they were sent.

const INITIAL_BYTES = 4096;

export class ByteWriter {
  readonly #maxBytes: number;
  #bytes: Buffer;
  #at = 0;

  /** Holds at most `maxBytes`. */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
    this.#bytes = Buffer.allocUnsafeSlow(Math.min(INITIAL_BYTES, maxBytes));
  }

  /** Bytes written so far. */
  get length(): number {
    return this.#at;
  }

  /** Whether `count` more bytes fit within the limit. */
  fits(count: number): boolean {
    return this.#at + count <= this.#maxBytes;
  }

  /** The bytes written so far; valid until the next write. */
  get written(): Buffer {
    return this.#bytes.subarray(0, this.#at);
  }

  /**
   * Makes room for `count` more bytes.
   * @throws RangeError above the limit
   */
  reserve(count: number): void {
    const needed = this.#at + count;
    if (needed <= this.#bytes.length) return;
    if (needed > this.#maxBytes) {
      throw new RangeError(`${needed} bytes in a buffer of at most ${this.#maxBytes}`);
    }
    const grown = Buffer.allocUnsafeSlow(Math.min(this.#maxBytes, 2 ** Math.ceil(Math.log2(needed))));
    this.#bytes.copy(grown, 0, 0, this.#at);
    this.#bytes = grown;
  }

  u8(value: number): void {
    this.reserve(1);
    this.#at = this.#bytes.writeUInt8(value, this.#at);
  }

  u16(value: number): void {
    this.reserve(2);
    this.#at = this.#bytes.writeUInt16LE(value, this.#at);
  }

  u32(value: number): void {
    this.reserve(4);
    this.#at = this.#bytes.writeUInt32LE(value, this.#at);
  }

  i32(value: number): void {
    this.reserve(4);
    this.#at = this.#bytes.writeInt32LE(value, this.#at);
  }

  f64(value: number): void {
    this.reserve(8);
    this.#at = this.#bytes.writeDoubleLE(value, this.#at);
  }

  raw(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  /** Overwrites a u32 written before. */
  u32At(offset: number, value: number): void {
    this.#bytes.writeUInt32LE(value, offset);
  }

  /** Hands over the written bytes and continues with `next`, empty. */
  handOver(next: Buffer | undefined): Buffer {
    const { written } = this;
    this.#bytes = next ?? Buffer.allocUnsafeSlow(this.#bytes.length);
    this.#at = 0;
    return written;
  }

  clear(): void {
    this.#at = 0;
  }
}
