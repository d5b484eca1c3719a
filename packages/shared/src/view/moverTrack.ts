// What an onlooker knows of one mover: its last few legs, each a straight line, so that its place at any tick
// between the oldest leg and the next change is exact.
import type { Tick } from "../ids.ts";
import { motionDx, motionDy } from "../movement.ts";
import { since32 } from "../time.ts";

/** A stretch of unchanging motion: at `tick` it stands at (x, y), from then on it moves by `motion` each tick. */
export interface Leg {
  readonly tick: Tick;
  readonly x: number;
  readonly y: number;
  readonly motion: number;
}

const LEGS_KEPT = 8;

export class MoverTrack {
  /** Low four bits of the last input that the mover has answered. */
  ack = 0;
  readonly #legs: Leg[] = [];

  /** The newest leg. */
  get last(): Leg {
    return this.#legs[this.#legs.length - 1];
  }

  /** Adds a leg; one that starts no later than the newest takes the place of those it overtakes. */
  push(leg: Leg): void {
    while (this.#legs.length > 0 && since32(this.last.tick, leg.tick) >= 0) this.#legs.pop();
    this.#legs.push(leg);
    if (this.#legs.length > LEGS_KEPT) this.#legs.shift();
  }

  /** The leg on which the mover is `ticks` after `tick` (a fraction counts); the oldest one if that is too far back. */
  legAt(tick: Tick, ticks = 0): Leg {
    for (let i = this.#legs.length - 1; i > 0; i--) {
      if (since32(tick, this.#legs[i].tick) + ticks >= 0) return this.#legs[i];
    }
    return this.#legs[0];
  }

  /** East coordinate `ticks` after `tick`, in sub-tile units; never before its first known place. */
  xAt(tick: Tick, ticks = 0): number {
    const leg = this.legAt(tick, ticks);
    return leg.x + Math.max(0, since32(tick, leg.tick) + ticks) * motionDx(leg.motion);
  }

  /** South coordinate `ticks` after `tick`, in sub-tile units; never before its first known place. */
  yAt(tick: Tick, ticks = 0): number {
    const leg = this.legAt(tick, ticks);
    return leg.y + Math.max(0, since32(tick, leg.tick) + ticks) * motionDy(leg.motion);
  }
}
