// The world's only random generator: xoshiro128** on four words that are part of the world's state.

/**
 * Creates the four state words from any integer seed. splitmix32 spreads the seed, so that close seeds differ at once.
 */
export function makeRandom(seed: number): Uint32Array<ArrayBuffer> {
  const state = new Uint32Array(4);
  let s = seed >>> 0;
  for (let i = 0; i < 4; i++) {
    s = (s + 0x9e3779b9) >>> 0;
    let z = s;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    state[i] = z ^ (z >>> 16);
  }
  if ((state[0] | state[1] | state[2] | state[3]) === 0) state[0] = 1;
  return state;
}

/** Returns the next 32 random bits. */
export function nextRandom(state: Uint32Array): number {
  const s1 = state[1];
  let result = Math.imul(s1, 5);
  result = Math.imul((result << 7) | (result >>> 25), 9) >>> 0;
  state[2] ^= state[0];
  state[3] ^= s1;
  state[1] ^= state[2];
  state[0] ^= state[3];
  state[2] ^= s1 << 9;
  state[3] = (state[3] << 11) | (state[3] >>> 21);
  return result;
}

/** Returns an integer from 0 to `bound` - 1. `bound` is 1 to 2^21, so that the product is exact. */
export function randomBelow(state: Uint32Array, bound: number): number {
  return Math.floor((nextRandom(state) * bound) / 0x1_0000_0000);
}
