// Hides corrections of the predicted position: the difference between the position shown so far and the corrected one
// shrinks to nothing over a few frames. Reads no clock.

/** The shown error halves in this time. */
const HALF_LIFE_MS = 60;
/** A larger error, in sub-tile units, is corrected at once. */
const SNAP_SUB = 4 * 256;

export class ErrorSmoothing {
  #x = 0;
  #y = 0;
  #startMs = 0;

  /** Starts to smooth an error of (x, y), in sub-tile units, in place of the previous one. */
  start(x: number, y: number, nowMs: number): void {
    const snaps = Math.hypot(x, y) > SNAP_SUB;
    this.#x = snaps ? 0 : x;
    this.#y = snaps ? 0 : y;
    this.#startMs = nowMs;
  }

  /** The position to show for a predicted one. */
  applyTo<T extends { readonly x: number; readonly y: number }>(position: T, nowMs: number): T {
    const left = this.#left(nowMs);
    return { ...position, x: position.x + this.#x * left, y: position.y + this.#y * left };
  }

  /** Size of the error that still shows, in sub-tile units. */
  sizeSub(nowMs: number): number {
    return Math.hypot(this.#x, this.#y) * this.#left(nowMs);
  }

  #left(nowMs: number): number {
    return 2 ** (-(nowMs - this.#startMs) / HALF_LIFE_MS);
  }
}
