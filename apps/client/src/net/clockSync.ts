// The world's clock as seen from here: which tick a frame arriving now would show if nothing held it up. From the
// arrival times of frames alone; reads no clock.
import type { Tick } from "@doubloon/shared/ids";
import { since32, TICK_MS } from "@doubloon/shared/time";

/** Arrivals older than this no longer count, so that a world whose ticks have slipped is followed. */
const WINDOW_MS = 5000;
const MAX_SAMPLES = 128;
/** An estimate this far off is dropped; smaller errors are worked off slowly, so that time never runs backwards. */
const SNAP_MS = 500;
const SLEW = 0.1;

interface Sample {
  readonly atMs: number;
  readonly offsetMs: number;
}

export class ClockSync {
  /** The tick that all counts of ticks here start from. */
  readonly base: Tick;
  #samples: Sample[] = [];
  #offsetMs: number;
  #lastMs: number;

  constructor(base: Tick, nowMs: number) {
    this.base = base;
    this.#offsetMs = nowMs;
    this.#lastMs = nowMs;
  }

  /** Ticks from `base` to `tick`; wrap-safe. */
  since(tick: Tick): number {
    return since32(tick, this.base);
  }

  /** A frame of `tick` came at `nowMs`. Returns how late it was against the quickest, in ticks. */
  sample(tick: Tick, nowMs: number): number {
    const offsetMs = nowMs - this.since(tick) * TICK_MS;
    this.#samples.push({ atMs: nowMs, offsetMs });
    if (this.#samples.length > MAX_SAMPLES) this.#samples.shift();
    while (nowMs - this.#samples[0].atMs > WINDOW_MS) this.#samples.shift();
    let quickest = offsetMs;
    for (const held of this.#samples) quickest = Math.min(quickest, held.offsetMs);

    const error = quickest - this.#offsetMs;
    const reach = SLEW * Math.max(0, nowMs - this.#lastMs);
    this.#lastMs = nowMs;
    if (Math.abs(error) > SNAP_MS) this.#offsetMs = quickest;
    else this.#offsetMs += Math.max(-reach, Math.min(reach, error));
    return Math.max(0, (offsetMs - quickest) / TICK_MS);
  }

  /** Ticks from `base` to what a frame arriving at `nowMs` would show; a fraction counts. */
  ticksAt(nowMs: number): number {
    return (nowMs - this.#offsetMs) / TICK_MS;
  }
}
