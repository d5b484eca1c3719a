// The movers that show more than where they face (dig, read, emote, are held), as one dense list: systems visit these and
// not every mover. Which pose a mover shows is in the movers' column.
import { MAX_MOVERS, type Tick } from "@doubloon/shared/ids";

export class Actors {
  /** Mover ids, in no particular order; the first `count` entries are used. */
  readonly list: Uint16Array<ArrayBuffer> = new Uint16Array(MAX_MOVERS);
  count = 0;
  /** By mover: the tick from which its pose, or the current probe, counts. */
  readonly since: Uint32Array<ArrayBuffer> = new Uint32Array(MAX_MOVERS);
  /** By mover: 1 once a reading that its pose stands for was taken. */
  readonly taken: Uint8Array<ArrayBuffer> = new Uint8Array(MAX_MOVERS);
  /** Index of each mover in the list. */
  readonly #index: Uint16Array<ArrayBuffer> = new Uint16Array(MAX_MOVERS);

  has(mover: number): boolean {
    const index = this.#index[mover];
    return index < this.count && this.list[index] === mover;
  }

  /** Adds a mover, or starts its time again. */
  add(mover: number, tick: Tick): void {
    this.since[mover] = tick;
    this.taken[mover] = 0;
    if (this.has(mover)) return;
    this.#index[mover] = this.count;
    this.list[this.count++] = mover;
  }

  /** Removes a mover; does nothing if it is not listed. */
  remove(mover: number): void {
    if (!this.has(mover)) return;
    const last = this.list[--this.count];
    const index = this.#index[mover];
    this.list[index] = last;
    this.#index[last] = index;
  }
}
