// How far the camera is shaken off its place: a jolt that dies away. Pure; draws and decides nothing.

const SHAKE_MS = 380;
const SWINGS = 4;

export class Shake {
  #startMs = Number.NEGATIVE_INFINITY;
  #strength = 0;

  /** A jolt of `strength` pixels. */
  start(strength: number, nowMs: number): void {
    this.#startMs = nowMs;
    this.#strength = strength;
  }

  /** The offset at a time, in the pixels of `start`. */
  at(nowMs: number): { readonly x: number; readonly y: number } {
    const part = (nowMs - this.#startMs) / SHAKE_MS;
    if (part < 0 || part >= 1) return { x: 0, y: 0 };
    const size = this.#strength * (1 - part) ** 2;
    return {
      x: Math.sin(part * SWINGS * 2 * Math.PI * 1.3) * size * 0.6,
      y: Math.sin(part * SWINGS * 2 * Math.PI) * size,
    };
  }
}
