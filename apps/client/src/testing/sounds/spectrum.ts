// The middle of a sound's spectrum, by a plain discrete Fourier transform. Slow, and for short pieces only.

/** Frequencies above this are left out: no sound of the game has its pitch there. */
const HIGHEST_HZ = 8_000;

/** The mean of the frequencies, each weighed by its power, in Hz; 0 for silence. */
export function spectralCentroidHz(samples: Float32Array, rate: number): number {
  const { length } = samples;
  const bins = Math.floor((HIGHEST_HZ * length) / rate);
  let weighed = 0;
  let total = 0;
  for (let bin = 1; bin <= bins; bin++) {
    const turn = (2 * Math.PI * bin) / length;
    let real = 0;
    let imaginary = 0;
    for (let i = 0; i < length; i++) {
      // A Hann window keeps the ends from sounding like clicks.
      const sample = samples[i] * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / length));
      real += sample * Math.cos(turn * i);
      imaginary -= sample * Math.sin(turn * i);
    }
    const power = real * real + imaginary * imaginary;
    weighed += (power * bin * rate) / length;
    total += power;
  }
  return total === 0 ? 0 : weighed / total;
}
