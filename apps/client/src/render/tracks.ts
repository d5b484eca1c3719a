// Fresh footprints of other movers, as the page saw them walk: what a lantern shows. Bounded; the oldest go first.

/** The most footprints kept. */
export const MAX_PRINTS = 600;
/** How long a footprint stays. */
export const PRINT_MS = 20_000;
/** The distance between two footprints of a mover. */
const STEP_TILES = 0.8;

export interface Print {
  readonly x: number;
  readonly y: number;
  /** Whether it is the left foot's. */
  readonly left: boolean;
  readonly madeMs: number;
}

export class Tracks {
  readonly #step: number;
  readonly #last = new Map<number, Print>();
  #prints: Print[] = [];

  /** `tile`: side of a tile in world pixels. */
  constructor(tile: number) {
    this.#step = tile * STEP_TILES;
  }

  /** Footprints that are still fresh, oldest first. */
  fresh(nowMs: number): readonly Print[] {
    if (this.#prints.length > 0 && nowMs - this.#prints[0].madeMs > PRINT_MS) {
      this.#prints = this.#prints.filter(({ madeMs }) => nowMs - madeMs <= PRINT_MS);
      for (const [mover, { madeMs }] of this.#last) if (nowMs - madeMs > PRINT_MS) this.#last.delete(mover);
    }
    return this.#prints;
  }

  /** A mover is at (x, y), in world pixels. */
  see(mover: number, x: number, y: number, nowMs: number): void {
    const last = this.#last.get(mover);
    if (last !== undefined && Math.hypot(x - last.x, y - last.y) < this.#step) return;
    const print = { x, y, left: last?.left !== true, madeMs: nowMs };
    this.#last.set(mover, print);
    // A mover is where it is seen first; only where it walked is a track.
    if (last === undefined) return;
    this.#prints.push(print);
    if (this.#prints.length > MAX_PRINTS) this.#prints.splice(0, MAX_PRINTS / 4);
  }
}
