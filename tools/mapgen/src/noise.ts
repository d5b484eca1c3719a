// Chance for the generator: integer hashes of a seed and a place, and smooth noise made of them. The same on every
// machine: only integer steps and the four exact operations on floats.

/** A hash of two coordinates under a seed, 0 to 2^32-1. */
export function hash2(x: number, y: number, seed: number): number {
  let h = (Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b) ^ Math.imul(seed, 0xc2b2ae35)) | 0;
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return (h ^ (h >>> 15)) >>> 0;
}

/** The same as a fraction, 0 up to but not 1. */
export function chance2(x: number, y: number, seed: number): number {
  return hash2(x, y, seed) / 0x100000000;
}

/**
 * Smooth noise between random values at whole numbers, 0 to 1.
 * @param period makes the noise repeat after that many whole numbers; 0 for noise without end
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

/** Noise of several octaves, each of half the size and half the weight, 0 to 1. */
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
