// Sound effects synthesized with Web Audio oscillators; no audio file is loaded. Silent until the player's first click,
// tap or key press, because browsers block audio before that.
import type { Rarity } from "@doubloon/shared/loot";

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

export class Sounds {
  muted: boolean;
  #context: AudioContext | undefined;

  constructor(muted: boolean) {
    this.muted = muted;
  }

  /** Call this in a click, tap or key handler: the browser allows audio from then on. */
  unlock(): void {
    this.#context ??= new AudioContext();
    if (this.#context.state === "suspended") void this.#context.resume();
  }

  pickUp(rarity: Rarity): void {
    for (const [i, semitones] of TUNES[rarity].entries()) {
      const last = i === TUNES[rarity].length - 1;
      this.#note(C5_HZ * 2 ** (semitones / 12), i * NOTE_S, last ? 0.28 : 0.12, "triangle", VOLUME);
    }
  }

  /** Plays when the score goes up. */
  coin(): void {
    this.#note(1568, 0, 0.05, "square", VOLUME * 0.25);
    this.#note(2093, 0.05, 0.14, "square", VOLUME * 0.25);
  }

  #note(hz: number, inS: number, lengthS: number, type: OscillatorType, volume: number): void {
    const context = this.#context;
    if (this.muted || context === undefined || context.state !== "running") return;
    const start = context.currentTime + inS;
    const tone = context.createOscillator();
    const gain = context.createGain();
    tone.type = type;
    tone.frequency.value = hz;
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(volume, start + 0.008);
    gain.gain.exponentialRampToValueAtTime(0.0001, start + lengthS);
    tone.connect(gain).connect(context.destination);
    tone.start(start);
    tone.stop(start + lengthS + 0.02);
  }
}
