// The detector's button: pressed or held, it asks for a reading whenever one may be taken, until it is released. Knows when
// an answer is awaited. Reads no clock.
import { STAND_TICKS } from "@doubloon/shared/hunt/rules";
import type { Tick } from "@doubloon/shared/ids";
import { since32 } from "@doubloon/shared/time";
import { detectorState } from "./detector.ts";
import type { HuntSounds } from "./huntSounds.ts";
import { huntStore } from "./huntStore.ts";

/** An answer comes a round trip after the time of standing; after this it is no longer awaited. */
const ANSWER_TICKS = STAND_TICKS + 60;

export class ReadPress {
  readonly #read: () => void;
  readonly #sounds: HuntSounds;
  #held = false;
  #hums = false;

  /** `read` sends the input. */
  constructor(read: () => void, sounds: HuntSounds) {
    this.#read = read;
    this.#sounds = sounds;
  }

  press(): void {
    this.#held = true;
    const { hunter, tick } = huntStore.getState();
    if (!this.#tryRead() && detectorState(hunter, tick).at !== "cooling") this.#sounds.refused();
    this.#hum();
  }

  release(): void {
    this.#held = false;
    this.#hum();
  }

  /** The connection is lost or the session ends: nothing is held or awaited any more, and the hum ends. */
  interrupt(): void {
    this.#held = false;
    this.answered();
  }

  /** A reading of the own player's has come. */
  answered(): void {
    huntStore.setState({ listening: undefined });
    this.#hum();
  }

  /** Call about four times a second. `moving`: the player walks, which ends the reading. */
  update(tick: Tick, moving: boolean): void {
    const { listening } = huntStore.getState();
    if (listening !== undefined && (moving || since32(tick, listening) > ANSWER_TICKS))
      huntStore.setState({ listening: undefined });
    if (this.#held && !moving) this.#tryRead();
    this.#hum();
  }

  #tryRead(): boolean {
    const { hunter, tick, listening } = huntStore.getState();
    if (listening !== undefined) return true;
    if (tick === undefined || detectorState(hunter, tick).at !== "ready") return false;
    huntStore.setState({ listening: tick });
    this.#read();
    return true;
  }

  #hum(): void {
    const { listening, ownReading } = huntStore.getState();
    const hums = this.#held || listening !== undefined;
    if (!hums && !this.#hums) return;
    this.#hums = hums;
    this.#sounds.hum(hums ? (ownReading?.band ?? 5) : undefined);
  }
}
