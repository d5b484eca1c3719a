// How many ticks ahead of arriving frames the player's own position is predicted: the time from sending an input until
// its effect arrives in a frame. Starts from the measured round trip and follows the ticks at which inputs were applied.
import { TICK_MS } from "@doubloon/shared/time";

const MIN_TICKS = 0.5;
const MAX_TICKS = 30;
const GAIN = 0.2;
/** A larger error comes from a hiccup and is ignored. */
const MAX_ERROR_TICKS = 10;

export class PredictionLead {
  #ticks = 2;
  #answers = 0;

  get ticks(): number {
    return this.#ticks;
  }

  /** Takes a measured round trip. Ignored once three inputs have been answered. */
  roundTrip(rttMs: number): void {
    if (this.#answers < 3) this.#set(rttMs / TICK_MS + 1);
  }

  /** The server applied an input at `actualTick`; the prediction expected `expectedTick`. */
  answered(expectedTick: number, actualTick: number): void {
    const error = actualTick - expectedTick;
    if (Math.abs(error) > MAX_ERROR_TICKS) return;
    this.#answers++;
    this.#set(this.#ticks + GAIN * error);
  }

  #set(ticks: number): void {
    this.#ticks = Math.min(MAX_TICKS, Math.max(MIN_TICKS, ticks));
  }
}
