// A timing wheel of 5 ms slots that spreads feeds by their work, so that frames never go out in a burst. It counts slots
// and knows no time.
import { TICK_MS } from "@doubloon/shared/time";

export const SLOT_MS = 5;
export const SLOTS_PER_TICK = TICK_MS / SLOT_MS;
/** The wheel's size in slots: more than the longest period, which is 100 slots at 2 frames a second. */
const BUCKETS = 256;

/** Slots from one frame of a room to the next. */
export function periodOf(framesPerSecond: number): number {
  return 1000 / SLOT_MS / framesPerSecond;
}

export class SlotWheel<T> {
  readonly #buckets: T[][] = Array.from({ length: BUCKETS }, () => []);
  /** The total weight of each bucket. */
  readonly #loads: Float64Array<ArrayBuffer> = new Float64Array(BUCKETS);
  /** The slot taken last, and the known work of it and its neighbours a period later. */
  #taken = -1;
  #sooner = 0;
  #here = 0;
  #later = 0;

  /** Puts an entry of the given work into a slot less than BUCKETS slots ahead. */
  add(entry: T, slot: number, weight: number): void {
    this.#buckets[slot % BUCKETS].push(entry);
    this.#loads[slot % BUCKETS] += weight;
  }

  /** The slot with the least work among the `window` slots after `slot`; the first of equals. */
  lightestAfter(slot: number, window: number): number {
    let best = slot + 1;
    for (let s = slot + 2; s <= slot + window; s++) {
      if (this.#loads[s % BUCKETS] < this.#loads[best % BUCKETS]) best = s;
    }
    return best;
  }

  /** Removes and returns a slot's entries; each must be added again to recur. */
  take(slot: number): T[] {
    const bucket = slot % BUCKETS;
    const lent = this.#taken === slot - 1 ? this.#later - this.#loads[bucket] : 0;
    this.#sooner = this.#taken === slot - 1 ? this.#here : 0;
    this.#here = this.#loads[bucket] + lent;
    this.#later = this.#loads[(slot + 1) % BUCKETS];
    this.#taken = slot;
    const entries = this.#buckets[bucket];
    this.#buckets[bucket] = [];
    this.#loads[bucket] = 0;
    return entries;
  }

  /**
   * The next slot of an entry of the slot taken last: a period later, or a slot sooner or later where that balances the
   * slots' work. Work spreads evenly this way as rooms fill and empty.
   */
  again(period: number, weight: number): number {
    if (this.#sooner + weight < this.#here && this.#sooner <= this.#later) {
      this.#sooner += weight;
      this.#here -= weight;
      return this.#taken + period - 1;
    }
    if (this.#later + weight < this.#here) {
      this.#later += weight;
      this.#here -= weight;
      return this.#taken + period + 1;
    }
    return this.#taken + period;
  }

  /** The first slot from `slot` on that has entries; `slot + limit` if none before it has. */
  nextFrom(slot: number, limit: number): number {
    for (let s = slot; s < slot + limit; s++) if (this.#buckets[s % BUCKETS].length > 0) return s;
    return slot + limit;
  }
}
