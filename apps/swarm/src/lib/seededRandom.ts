// A seeded random generator (mulberry32): the same seed and stream always give the same values. Fast and repeatable; never
// a source of secrets.

/** The golden ratio in 32 bits; it spreads neighbouring seeds far apart. */
const SPREAD = 0x9e3779b9;

export class SeededRandom {
  #state: number;

  /** `stream` separates the sequences of one seed. */
  constructor(seed: number, stream: number) {
    this.#state = (Math.imul(seed ^ 0x5bd1e995, SPREAD) ^ Math.imul(stream + 1, 0x85ebca6b)) >>> 0;
  }

  /** From 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  /** A whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  /** True with this probability, 0 to 1. */
  happens(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of a list that is not empty. */
  pick<Item>(list: readonly Item[]): Item {
    return list[this.integer(0, list.length - 1)];
  }

  bytes(length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    for (let i = 0; i < length; i++) bytes[i] = this.integer(0, 255);
    return bytes;
  }
}
