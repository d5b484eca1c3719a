// The game loop: runs the ticks and slots that are due by the clock. One turn runs only a few milliseconds of slots, so
// that a late world still lets the event loop read inputs and heartbeats. It knows neither world nor feeds.
import type { Tick, WorldTimeMs } from "@doubloon/shared/ids";
import { TICK_MS } from "@doubloon/shared/time";
import type { Clock, Timer } from "../lib/clock.ts";
import { SLOT_MS } from "./feeds/slotWheel.ts";

export interface GameLoopOptions {
  readonly clock: Clock;
  /** Steps the world by one tick. */
  readonly step: () => void;
  /** The first slot from `slot` on that has anything to send; `slot + limit` if none before it has. */
  readonly nextSlot: (slot: number, limit: number) => number;
  /** Sends a slot's frames, `lateMs` after the slot's time. */
  readonly send: (slot: number, lateMs: number) => void;
  /** The world was too far behind to catch up: `ms` of its time were skipped. */
  readonly skipped: (ms: number) => void;
  /** Periodic work such as saving; called once a turn. */
  readonly housekeeping: (nowMs: number) => void;
}

/** A turn of the event loop sends slots for about this long; the remaining slots follow in the next turn. */
const TURN_MS = 4;
/** A world that is further behind than this skips time instead of catching up. */
const MAX_BEHIND_MS = 2000;
/** How many slots to look ahead for the next one that has feeds. */
const LOOK_AHEAD_SLOTS = TICK_MS / SLOT_MS;

export class GameLoop {
  /** The last slot sent. */
  slot = 0;
  readonly #options: GameLoopOptions;
  #timer: Timer | undefined;
  #running = false;
  #stopped = false;
  /** A stop that waits for a step. */
  #stopping: { readonly isDone: () => boolean; readonly resolve: () => void } | undefined;
  /** Clock times of the world's time 0, of the next step and of slot 0. */
  #originMs = 0;
  #nextTickMs = 0;
  #slotZeroMs = 0;

  constructor(options: GameLoopOptions) {
    this.#options = options;
  }

  /** Starts the loop at the world's current `tick`. World time continues from that tick's time. */
  start(tick: Tick): void {
    const nowMs = this.#options.clock.nowMs();
    this.#running = true;
    this.#stopped = false;
    this.#originMs = nowMs - ((tick * TICK_MS) % 0x1_0000_0000);
    this.#nextTickMs = nowMs + TICK_MS;
    this.slot = 0;
    this.#slotZeroMs = nowMs;
    this.#arm();
  }

  /** Goes on after `stop`. What is due is made up for, or skipped after a long time, as after any delay. */
  resume(): void {
    if (this.#running) return;
    this.#running = true;
    this.#stopped = false;
    this.#arm();
  }

  /** Whether it was stopped and does not run again yet. */
  get stopped(): boolean {
    return this.#stopped;
  }

  stop(): void {
    this.#running = false;
    this.#stopped = true;
    this.#timer?.cancel();
    this.#stopping?.resolve();
    this.#stopping = undefined;
  }

  /** Stops at once if `isDone`, else right after the step that makes it so. Resolves when it has stopped, for whatever reason. */
  async stopWhen(isDone: () => boolean): Promise<void> {
    if (!this.#running || isDone()) {
      this.stop();
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#stopping = { isDone, resolve };
    await promise;
  }

  /** The world's time now. */
  readonly timeMs = (): WorldTimeMs =>
    (Math.floor(this.#options.clock.nowMs() - this.#originMs) >>> 0) as WorldTimeMs;

  #arm(): void {
    if (!this.#running) return;
    const { clock, nextSlot } = this.#options;
    const slot = nextSlot(this.slot + 1, LOOK_AHEAD_SLOTS);
    const nextMs = Math.min(this.#nextTickMs, this.#slotMs(slot));
    this.#timer = clock.after(Math.max(0, nextMs - clock.nowMs()), () => this.#turn());
  }

  #turn(): void {
    if (!this.#running) return;
    const { clock, step, housekeeping } = this.#options;
    const startMs = clock.nowMs();
    this.#skipIfHopeless(startMs);
    if (this.#nextTickMs <= startMs) {
      step();
      this.#nextTickMs += TICK_MS;
      if (this.#stopping?.isDone() === true) {
        this.stop();
        return;
      }
    }
    this.#sendSlots(startMs);
    housekeeping(clock.nowMs());
    this.#arm();
  }

  #sendSlots(startMs: number): void {
    const { clock, nextSlot, send } = this.#options;
    for (let nowMs = clock.nowMs(); nowMs - startMs < TURN_MS; nowMs = clock.nowMs()) {
      const lateMs = nowMs - this.#slotMs(this.slot + 1);
      // A step that is due runs before the slots that follow it.
      if (lateMs < 0 || this.#slotMs(this.slot + 1) >= this.#nextTickMs) return;
      this.slot++;
      // The timer skips empty slots, so their lateness means nothing.
      if (nextSlot(this.slot, 1) !== this.slot) continue;
      send(this.slot, lateMs);
    }
  }

  #slotMs(slot: number): number {
    return this.#slotZeroMs + slot * SLOT_MS;
  }

  #skipIfHopeless(nowMs: number): void {
    const behindMs = nowMs - this.#nextTickMs;
    if (behindMs <= MAX_BEHIND_MS) return;
    const skippedMs = Math.floor(behindMs / TICK_MS) * TICK_MS;
    this.#nextTickMs += skippedMs;
    this.#originMs += skippedMs;
    this.#slotZeroMs += skippedMs;
    this.#options.skipped(skippedMs);
  }
}
