// A seeded random generator (mulberry32): the same seed and number always give the same choices. It is fast and
// repeatable, and refuses nothing; it is no source of secrets.

/** Golden ratio in 32 bits, which spreads neighbouring seeds far apart. */
const SPREAD = 0x9e3779b9;

export class Chance {
  #state: number;

  /** `number` tells the streams of one seed apart. */
  constructor(seed: number, number: number) {
    this.#state = (Math.imul(seed ^ 0x5bd1e995, SPREAD) ^ Math.imul(number + 1, 0x85ebca6b)) >>> 0;
  }

  /** From 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  /** A whole number from `least` to `most`, both included. */
  integer(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** Whether something happens that does with this probability, 0 to 1. */
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
