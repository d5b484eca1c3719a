// The detector's hum: a low drone while the detector is held, whose pitch follows the band of the last reading, and the
// ticks that answer a reading. Warm is high and fast, cold is low and slow.
import type { Synth } from "./synth.ts";

/** Pitches of the bands, warmest first: a pentatonic row down three octaves. */
export const BAND_HZ: readonly number[] = [880, 659.3, 493.9, 329.6, 220, 146.8];
/** Number of ticks that answer a reading of each band: warm bands are also counted. */
export const BAND_TICKS: readonly number[] = [6, 5, 4, 3, 2, 1];
/** The time between two ticks of each band, in seconds. */
const TICK_GAP_S: readonly number[] = [0.07, 0.09, 0.12, 0.16, 0.22, 0.3];
/** Volumes: the detector is what a player listens for, so its ticks are as loud as a pick-up. See `npm run sounds`. */
const HUM_VOLUME = 0.035;
const TICK_VOLUME = 0.085;
const GLIDE_S = 0.18;

interface Hum {
  readonly tone: OscillatorNode;
  readonly gain: GainNode;
}

/** A band as an index of the tables above. */
function indexOf(band: number): number {
  return Math.min(BAND_HZ.length - 1, Math.max(0, Math.floor(band)));
}

export class DetectorHum {
  readonly #synth: Synth;
  #hum: Hum | undefined;

  constructor(synth: Synth) {
    this.#synth = synth;
  }

  /** Hums at a band's pitch, 0 (warm) to 5 (cold); undefined ends the hum. */
  set(band: number | undefined): void {
    const context = this.#synth.running;
    if (band === undefined || context === undefined) {
      this.stop();
      return;
    }
    this.#hum ??= start(context);
    this.#hum.tone.frequency.exponentialRampToValueAtTime(
      BAND_HZ[indexOf(band)],
      context.currentTime + GLIDE_S,
    );
  }

  stop(): void {
    if (this.#hum === undefined) return;
    const { tone, gain } = this.#hum;
    this.#hum = undefined;
    const now = gain.context.currentTime;
    gain.gain.setTargetAtTime(0, now, 0.05);
    tone.stop(now + 0.4);
  }

  /** The ticks of a reading: as many and as fast as its band is warm. */
  reading(band: number): void {
    const index = indexOf(band);
    for (let i = 0; i < BAND_TICKS[index]; i++) {
      this.#synth.note({
        hz: BAND_HZ[index],
        inS: i * TICK_GAP_S[index],
        lengthS: 0.06,
        type: "square",
        volume: TICK_VOLUME,
      });
    }
  }
}

function start(context: AudioContext): Hum {
  const tone = context.createOscillator();
  const gain = context.createGain();
  // The loudspeaker of a phone plays nothing as low as the coldest band; it does play the overtones.
  tone.type = "triangle";
  tone.frequency.setValueAtTime(BAND_HZ[BAND_HZ.length - 1], context.currentTime);
  gain.gain.setValueAtTime(0, context.currentTime);
  gain.gain.linearRampToValueAtTime(HUM_VOLUME, context.currentTime + 0.12);
  tone.connect(gain).connect(context.destination);
  tone.start();
  return { tone, gain };
}
