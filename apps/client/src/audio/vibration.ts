// Vibration patterns of the hunt, for devices that have them. Nothing vibrates if it is switched off; the caller decides
// that from the mute switch and from reduced motion.

export type VibrationCue = "reading" | "thud" | "chest" | "mimic" | "found" | "begins";

/** Milliseconds on, off, on and so on; the longest stays under a second. */
const PATTERNS: Readonly<Record<Exclude<VibrationCue, "reading">, readonly number[]>> = {
  thud: [90, 40, 40],
  chest: [30, 40, 30, 40, 120],
  mimic: [200, 60, 200],
  found: [40, 50, 40, 50, 180],
  begins: [120, 80, 120, 80, 240],
};

/** The pattern of a cue. A reading of band 0 (warm) to 5 (cold) has as many pulses as the detector has ticks. */
export function vibrationPattern(cue: VibrationCue, band = 0): number[] {
  if (cue !== "reading") return [...PATTERNS[cue]];
  const pulses = Math.max(1, 6 - Math.max(0, band));
  return Array.from({ length: pulses * 2 - 1 }, (_, i) => (i % 2 === 0 ? 25 : 35 + band * 15));
}

export class Vibration {
  readonly #enabled: () => boolean;

  constructor(enabled: () => boolean) {
    this.#enabled = enabled;
  }

  play(cue: VibrationCue, band?: number): void {
    if (!this.#enabled() || typeof navigator.vibrate !== "function") return;
    navigator.vibrate(vibrationPattern(cue, band));
  }
}
