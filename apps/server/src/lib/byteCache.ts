// A cache of byte arrays, bounded by their total size: the least recently used go first. Concurrent requests for a key
// share one computation. Failures are not cached.

export class ByteCache {
  readonly #maxBytes: number;
  /** Least recently used first. */
  readonly #kept = new Map<string, Uint8Array>();
  readonly #making = new Map<string, Promise<Uint8Array>>();
  #bytes = 0;

  /** `maxBytes` bounds the total size of the cached arrays. */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Total size of the cached arrays, in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The cached bytes of the key, or else those that `make` resolves to; rejects if `make` rejects. */
  async get(key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const kept = this.#kept.get(key);
    if (kept !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return kept;
    }
    const pending = this.#making.get(key);
    if (pending !== undefined) return pending;
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
