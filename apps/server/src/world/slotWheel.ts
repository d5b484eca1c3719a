// Spreads rooms over slots of 5 ms, so that frames never go out in a burst. It knows slots by number, not by time.
import { TICK_MS } from "@doubloon/shared/time";

export const SLOT_MS = 5;
export const SLOTS_PER_TICK = TICK_MS / SLOT_MS;
/** More than the longest period, 100 slots at 2 frames a second. */
const BUCKETS = 256;

/** Slots from one frame of a room to the next. */
export function periodOf(framesPerSecond: number): number {
  return 1000 / SLOT_MS / framesPerSecond;
}

export class SlotWheel<T> {
  readonly #buckets: T[][] = Array.from({ length: BUCKETS }, () => []);
  count = 0;

  /** Puts an entry into a slot that is less than 256 slots ahead. */
  add(entry: T, slot: number): void {
    this.#buckets[slot % BUCKETS].push(entry);
    this.count++;
  }

  /** The emptiest slot after `slot`, at most `window` later; the first of equals. */
  emptiestAfter(slot: number, window: number): number {
    let best = slot + 1;
    for (let s = slot + 2; s <= slot + window; s++) {
      if (this.#buckets[s % BUCKETS].length < this.#buckets[best % BUCKETS].length) best = s;
    }
    return best;
  }

  /** Takes a slot's entries out; each must be added again to come round again. */
  take(slot: number): T[] {
    const entries = this.#buckets[slot % BUCKETS];
    if (entries.length === 0) return entries;
    this.#buckets[slot % BUCKETS] = [];
    this.count -= entries.length;
    return entries;
  }

  /** The first slot from `slot` on that has entries, at most `limit` slots later; that one if there is none. */
  nextFrom(slot: number, limit: number): number {
    for (let s = slot; s < slot + limit; s++) if (this.#buckets[s % BUCKETS].length > 0) return s;
    return slot + limit;
  }
}
