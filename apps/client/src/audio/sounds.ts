// The game's sound effects, with the vibration that goes with some of them. Everything is synthesized; see synth.ts for when
// nothing is heard.
import type { Rarity } from "@doubloon/shared/loot";
import { DetectorHum } from "./detectorHum.ts";
import { Synth } from "./synth.ts";
import { Vibration } from "./vibration.ts";

/** The notes of a pick-up, in semitones above C5. */
const TUNES: Readonly<Record<Rarity, readonly number[]>> = {
  common: [7, 12],
  uncommon: [4, 7, 12],
  rare: [0, 4, 7, 12],
  epic: [0, 4, 7, 12, 16],
  legendary: [0, 4, 7, 12, 16, 19, 24],
};
const C5_HZ = 523.25;
const NOTE_S = 0.07;
const VOLUME = 0.14;
/** The horn's call: semitones above C5, start and length in seconds. */
const HORN_CALL: readonly (readonly [number, number, number])[] = [
  [-17, 0, 0.28],
  [-10, 0.3, 0.28],
  [-5, 0.6, 0.9],
];

const semitone = (steps: number): number => C5_HZ * 2 ** (steps / 12);

export class Sounds {
  readonly #synth: Synth;
  readonly #hum: DetectorHum;
  readonly #vibration: Vibration;

  /** `vibrates`: whether the player wants vibration now. */
  constructor(muted: boolean, vibrates: () => boolean = () => false) {
    this.#synth = new Synth(muted);
    this.#vibration = new Vibration(vibrates);
    this.#hum = new DetectorHum(this.#synth);
  }

  get muted(): boolean {
    return this.#synth.muted;
  }

  set muted(muted: boolean) {
    this.#synth.muted = muted;
    if (muted) this.#hum.stop();
  }

  /** Call this in a click, tap or key handler: the browser allows audio from then on. */
  unlock(): void {
    this.#synth.unlock();
  }

  /** Ends all sound. */
  close(): void {
    this.#hum.stop();
    this.#synth.close();
  }

  pickUp(rarity: Rarity): void {
    for (const [i, semitones] of TUNES[rarity].entries()) {
      const last = i === TUNES[rarity].length - 1;
      this.#synth.note({
        hz: semitone(semitones),
        inS: i * NOTE_S,
        lengthS: last ? 0.28 : 0.12,
        volume: VOLUME,
      });
    }
  }

  /** Plays when the score goes up. */
  coin(): void {
    this.#synth.note({ hz: 1568, lengthS: 0.05, type: "square", volume: VOLUME * 0.45 });
    this.#synth.note({ hz: 2093, inS: 0.05, lengthS: 0.14, type: "square", volume: VOLUME * 0.45 });
  }

  /** The detector is held; the hum has the pitch of the band, 0 (warm) to 5 (cold). Undefined: it is put away. */
  hum(band: number | undefined): void {
    this.#hum.set(band);
  }

  /** The ticks of a reading. */
  reading(band: number): void {
    this.#hum.reading(band);
    this.#vibration.play("reading", band);
  }

  /** The detector has no charge, or its cooldown is not over. */
  refused(): void {
    this.#synth.note({ hz: 160, toHz: 110, lengthS: 0.14, type: "square", volume: 0.07 });
  }

  /** One stroke of a spade. `nearness`: 1 beside the player, 0 out of hearing. */
  dig(nearness = 1): void {
    this.#synth.noise({ lengthS: 0.13, volume: 0.34 * nearness, filter: "bandpass", hz: 1900, toHz: 500 });
    this.#synth.noise({ inS: 0.16, lengthS: 0.2, volume: 0.1 * nearness, filter: "highpass", hz: 3200 });
  }

  /** The ground thuds: a cache was struck. */
  thud(nearness = 1): void {
    if (nearness > 0.7) this.#vibration.play("thud");
    this.#synth.note({
      hz: 120,
      toHz: 38,
      lengthS: 0.5,
      type: "sine",
      volume: 0.38 * nearness,
      attackS: 0.004,
    });
    this.#synth.noise({ lengthS: 0.28, volume: 0.2 * nearness, filter: "lowpass", hz: 420, toHz: 90 });
  }

  /** A chest opens: hinges, then a chord. */
  chest(nearness = 1): void {
    if (nearness > 0.7) this.#vibration.play("chest");
    this.#synth.note({
      hz: 210,
      toHz: 330,
      lengthS: 0.28,
      type: "sawtooth",
      volume: 0.03 * nearness,
      attackS: 0.06,
    });
    for (const [i, steps] of [0, 4, 7, 12, 16].entries()) {
      this.#synth.note({
        hz: semitone(steps),
        inS: 0.22 + i * 0.06,
        lengthS: 0.7,
        volume: 0.1 * nearness,
      });
    }
  }

  /** Snapping jaws: a mimic holds the player. */
  mimic(): void {
    this.#vibration.play("mimic");
    this.#synth.note({ hz: 300, toHz: 70, lengthS: 0.35, type: "sawtooth", volume: 0.12 });
    this.#synth.noise({ inS: 0.04, lengthS: 0.08, volume: 0.2, filter: "highpass", hz: 1400 });
  }

  /** A clue has come: paper is unfolded. */
  clue(): void {
    this.#synth.noise({ lengthS: 0.16, volume: 0.12, filter: "bandpass", hz: 2600, toHz: 4200 });
    this.#synth.note({ hz: semitone(7), inS: 0.12, lengthS: 0.18, volume: 0.09 });
    this.#synth.note({ hz: semitone(12), inS: 0.22, lengthS: 0.3, volume: 0.09 });
  }

  /** A hunt is announced or begins. */
  horn(): void {
    this.#vibration.play("begins");
    for (const [steps, inS, lengthS] of HORN_CALL) {
      for (const [type, volume] of [
        ["sawtooth", 0.05],
        ["triangle", 0.1],
      ] as const) {
        this.#synth.note({ hz: semitone(steps), inS, lengthS, type, volume, attackS: 0.05 });
      }
    }
  }

  /** One beat of the countdown; the last one is higher. */
  countdown(last: boolean): void {
    this.#synth.note({ hz: last ? 1046.5 : 523.25, lengthS: last ? 0.5 : 0.12, volume: 0.12 });
  }

  /** A rocket that rises and bursts. */
  firework(nearness = 1): void {
    this.#synth.note({
      hz: 420,
      toHz: 1500,
      lengthS: 0.5,
      type: "sine",
      volume: 0.05 * nearness,
      attackS: 0.1,
    });
    this.#synth.noise({
      inS: 0.5,
      lengthS: 0.5,
      volume: 0.34 * nearness,
      filter: "lowpass",
      hz: 1600,
      toHz: 160,
    });
    this.#synth.noise({ inS: 0.62, lengthS: 0.7, volume: 0.08 * nearness, filter: "highpass", hz: 4200 });
  }

  /** The tune of the podium. */
  podium(): void {
    this.#vibration.play("found");
    for (const [i, steps] of [-5, 0, 4, 7, 4, 7, 12].entries()) {
      this.#synth.note({
        hz: semitone(steps),
        inS: i * 0.15,
        lengthS: i === 6 ? 0.9 : 0.2,
        type: "square",
        volume: 0.07,
      });
    }
  }
}
