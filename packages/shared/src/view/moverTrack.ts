// A client's knowledge of one mover: its last few legs, each a straight line. They give its exact position at every
// tick from the oldest leg up to its next change.

import { shownHeading } from "../hunt/pose.ts";
import type { Tick } from "../ids.ts";
import { motionDx, motionDy } from "../movement.ts";
import { since32 } from "../time.ts";

/** A stretch of constant motion: the mover is at (x, y) at `tick` and moves by `motion` in each tick after it. */
export interface Leg {
  readonly tick: Tick;
  readonly x: number;
  readonly y: number;
  readonly motion: number;
}

const MAX_LEGS = 8;
/** What a mover faces whose legs do not tell: south, toward the player. */
const DEFAULT_HEADING = 16;

export class MoverTrack {
  /** Low four bits of the last input that was answered. */
  ack = 0;
  readonly #legs: Leg[] = [];

  /** The newest leg. */
  get last(): Leg {
    return this.#legs[this.#legs.length - 1];
  }

  /** Adds a leg. It replaces the legs that do not start before it. */
  push(leg: Leg): void {
    while (this.#legs.length > 0 && since32(this.last.tick, leg.tick) >= 0) this.#legs.pop();
    this.#legs.push(leg);
    if (this.#legs.length > MAX_LEGS) this.#legs.shift();
  }

  /** The leg of the mover `ticks` (may be fractional) after `tick`; the oldest leg if that is too far back. */
  legAt(tick: Tick, ticks = 0): Leg {
    return this.#legs[this.#indexAt(tick, ticks)];
  }

  /** The heading that the mover faces `ticks` after `tick`. A pose keeps the heading of the leg before it. */
  facingAt(tick: Tick, ticks = 0): number {
    for (let i = this.#indexAt(tick, ticks); i >= 0; i--) {
      const heading = shownHeading(this.#legs[i].motion);
      if (heading !== undefined) return heading;
    }
    return DEFAULT_HEADING;
  }

  /** The x coordinate `ticks` after `tick`, in sub-tile units. Before the oldest leg, the start of that leg. */
  xAt(tick: Tick, ticks = 0): number {
    const leg = this.legAt(tick, ticks);
    return leg.x + Math.max(0, since32(tick, leg.tick) + ticks) * motionDx(leg.motion);
  }

  /** The y coordinate `ticks` after `tick`, in sub-tile units. Before the oldest leg, the start of that leg. */
  yAt(tick: Tick, ticks = 0): number {
    const leg = this.legAt(tick, ticks);
    return leg.y + Math.max(0, since32(tick, leg.tick) + ticks) * motionDy(leg.motion);
  }

  /**
   * The x coordinate for drawing. Up to the newest leg it goes evenly from one leg's start to the next one's, so that steps
   * which motions do not describe are drawn without jumps.
   */
  shownXAt(tick: Tick, ticks = 0): number {
    const i = this.#indexAt(tick, ticks);
    if (i + 1 === this.#legs.length) return this.xAt(tick, ticks);
    const { x } = this.#legs[i];
    return x + (this.#legs[i + 1].x - x) * this.#partOf(i, tick, ticks);
  }

  /** The y coordinate for drawing. */
  shownYAt(tick: Tick, ticks = 0): number {
    const i = this.#indexAt(tick, ticks);
    if (i + 1 === this.#legs.length) return this.yAt(tick, ticks);
    const { y } = this.#legs[i];
    return y + (this.#legs[i + 1].y - y) * this.#partOf(i, tick, ticks);
  }

  /** How much of the time from a leg's start to the next one's has passed, 0 to 1. */
  #partOf(i: number, tick: Tick, ticks: number): number {
    const leg = this.#legs[i];
    return Math.max(0, since32(tick, leg.tick) + ticks) / since32(this.#legs[i + 1].tick, leg.tick);
  }

  #indexAt(tick: Tick, ticks: number): number {
    let i = this.#legs.length - 1;
    while (i > 0 && since32(tick, this.#legs[i].tick) + ticks < 0) i--;
    return i;
  }
}
