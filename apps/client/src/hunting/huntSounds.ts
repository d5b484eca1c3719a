// What the hunt asks of the page's sounds and of the phone's vibration. `audio/sounds.ts` implements it.

export interface HuntSounds {
  /** The detector is held; `band` 0 (warm) to 5 (cold) of the last reading. Undefined: it is put away. */
  hum(band: number | undefined): void;
  reading(band: number): void;
  refused(): void;
  /** A clue has come. */
  clue(): void;
  horn(): void;
  countdown(last: boolean): void;
  podium(): void;
}
