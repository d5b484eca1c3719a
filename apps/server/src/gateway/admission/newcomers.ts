// Slows newcomers down while the gateway is overloaded, so that those who play keep what they have and those who come back
// find room. Never stops them altogether, and does not limit returning players: the join queue does, for both alike.
import { JoinQueue } from "./joinQueue.ts";

/** The load at which a gateway becomes overloaded, and the one below which it no longer is. */
export const OVERLOADED_AT = 0.95;
export const RECOVERED_BELOW = 0.85;
/** How long the load must stay there, in ms: a reconnect storm is over sooner. */
const OVERLOADED_AFTER_MS = 10_000;
const RECOVERED_AFTER_MS = 5_000;
/** Newcomers admitted while overloaded: few, and not none, as other programs on the machine can be the cause. */
const NEWCOMERS = { joinsPerSecond: 10, joinBurst: 10 };

export class Newcomers {
  readonly #queue: JoinQueue;
  #overloaded = false;
  /** Since when the load has called for the other state; undefined while it does not. */
  #turningSinceMs: number | undefined;

  /** @param random a number from 0 to 1, to spread retries */
  constructor(random: () => number, nowMs: number) {
    this.#queue = new JoinQueue(NEWCOMERS, random, nowMs);
  }

  get overloaded(): boolean {
    return this.#overloaded;
  }

  /** Takes a measurement of the load, from 0 to 1. To be called about once a second. */
  observe(load: number, nowMs: number): void {
    const turns = this.#overloaded ? load < RECOVERED_BELOW : load >= OVERLOADED_AT;
    if (!turns) {
      this.#turningSinceMs = undefined;
      return;
    }
    this.#turningSinceMs ??= nowMs;
    const afterMs = this.#overloaded ? RECOVERED_AFTER_MS : OVERLOADED_AFTER_MS;
    if (nowMs - this.#turningSinceMs < afterMs) return;
    this.#overloaded = !this.#overloaded;
    this.#turningSinceMs = undefined;
  }

  /** Admits one newcomer and returns undefined, or returns a retry delay in ms. */
  admit(nowMs: number): number | undefined {
    return this.#overloaded ? this.#queue.admit(nowMs) : undefined;
  }
}
