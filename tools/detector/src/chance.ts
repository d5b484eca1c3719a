// Seeded chance for simulations: mulberry32. Of no use for anything that must stay secret.

export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** An integer from 0 to `bound` - 1. */
  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  /** An integer position, evenly from the disc around 0. */
  inDisc(radius: number): { readonly x: number; readonly y: number } {
    for (;;) {
      const [x, y] = [this.below(2 * radius + 1) - radius, this.below(2 * radius + 1) - radius];
      if (x * x + y * y <= radius * radius) return { x, y };
    }
  }

  /** Standard normal. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }
}
