// Estimates the world's clock from the arrival times of frames: which tick a frame would carry that arrives now without
// delay. Reads no clock.
import type { Tick } from "@doubloon/shared/ids";
import { since32, TICK_MS } from "@doubloon/shared/time";

/** Arrivals older than this are dropped, so that the estimate follows a world that has skipped ticks. */
const WINDOW_MS = 5000;
const MAX_SAMPLES = 128;
/** A larger error is corrected at once; a smaller one gradually, so that time never runs backwards. */
const SNAP_MS = 500;
const SLEW = 0.1;

interface Sample {
  readonly atMs: number;
  readonly offsetMs: number;
}

export class ClockSync {
  /** The tick from which this class counts. */
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

  /** A frame of `tick` arrived at `nowMs`. Returns its delay relative to the fastest recent frame, in ticks. */
  sample(tick: Tick, nowMs: number): number {
    const offsetMs = nowMs - this.since(tick) * TICK_MS;
    this.#samples.push({ atMs: nowMs, offsetMs });
    if (this.#samples.length > MAX_SAMPLES) this.#samples.shift();
    while (nowMs - this.#samples[0].atMs > WINDOW_MS) this.#samples.shift();
    let fastest = offsetMs;
    for (const held of this.#samples) fastest = Math.min(fastest, held.offsetMs);

    const error = fastest - this.#offsetMs;
    const maxStep = SLEW * Math.max(0, nowMs - this.#lastMs);
    this.#lastMs = nowMs;
    if (Math.abs(error) > SNAP_MS) this.#offsetMs = fastest;
    else this.#offsetMs += Math.max(-maxStep, Math.min(maxStep, error));
    return Math.max(0, (offsetMs - fastest) / TICK_MS);
  }

  /** Ticks, with a fraction, from `base` to the tick that a frame arriving at `nowMs` without delay would carry. */
  ticksAt(nowMs: number): number {
    return (nowMs - this.#offsetMs) / TICK_MS;
  }
}
