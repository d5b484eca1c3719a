// Randomness of the generator: integer hashes of seed and coordinates, and smooth noise from them. The same on every
// machine, because it uses only integer operations and the four exact float operations.

/** A hash of two coordinates under a seed, 0 to 2^32-1. */
export function hash2(x: number, y: number, seed: number): number {
  let h = (Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b) ^ Math.imul(seed, 0xc2b2ae35)) | 0;
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return (h ^ (h >>> 15)) >>> 0;
}

/** The same hash as a fraction, from 0 to below 1. */
export function chance2(x: number, y: number, seed: number): number {
  return hash2(x, y, seed) / 0x100000000;
}

/**
 * Smooth noise that interpolates random values at integer coordinates, 0 to 1.
 * @param period the noise repeats after this distance; 0 for no repetition
 */
export function smoothNoise(x: number, y: number, seed: number, period = 0): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const u = ease(x - column);
  const v = ease(y - row);
  const corner = (c: number, r: number) =>
    period === 0 ? chance2(c, r, seed) : chance2(c % period, r % period, seed);
  const north = corner(column, row) * (1 - u) + corner(column + 1, row) * u;
  const south = corner(column, row + 1) * (1 - u) + corner(column + 1, row + 1) * u;
  return north * (1 - v) + south * v;
}

/** Noise of several octaves, each with half the scale and half the weight, 0 to 1. */
export function layeredNoise(x: number, y: number, seed: number, octaves: number): number {
  let sum = 0;
  let weight = 1;
  let total = 0;
  for (let octave = 0; octave < octaves; octave++) {
    const scale = 2 ** octave;
    sum += weight * smoothNoise(x * scale, y * scale, seed + octave * 101);
    total += weight;
    weight /= 2;
  }
  return sum / total;
}

function ease(t: number): number {
  return t * t * (3 - 2 * t);
}
