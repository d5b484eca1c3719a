// Bytes that are made once for each key and kept within a bound: the ones asked for longest ago go first. Two who ask at
// once wait for the same making. What fails is not kept.

export class ByteCache {
  readonly #maxBytes: number;
  /** In the order in which they were last asked for. */
  readonly #kept = new Map<string, Uint8Array>();
  readonly #making = new Map<string, Promise<Uint8Array>>();
  #bytes = 0;

  /** `maxBytes` is the most that is kept, in bytes. */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Bytes kept now. */
  get bytes(): number {
    return this.#bytes;
  }

  /** What is kept for the key, else what `make` makes of it; rejects as that does. */
  async get(key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const kept = this.#kept.get(key);
    if (kept !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return kept;
    }
    const under = this.#making.get(key);
    if (under !== undefined) return under;
    const making = make();
    this.#making.set(key, making);
    try {
      const made = await making;
      this.#keep(key, made);
      return made;
    } finally {
      this.#making.delete(key);
    }
  }

  #keep(key: string, made: Uint8Array): void {
    if (made.length > this.#maxBytes) return;
    this.#kept.set(key, made);
    this.#bytes += made.length;
    for (const [oldest, bytes] of this.#kept) {
      if (this.#bytes <= this.#maxBytes) return;
      this.#kept.delete(oldest);
      this.#bytes -= bytes.length;
    }
  }
}
