// How far ahead of arriving frames the own body is shown, in ticks: as long as an input takes to show in a frame.
// Begins with the measured round trip and is corrected by when the server really applied each input.
import { TICK_MS } from "@doubloon/shared/time";

const MIN_TICKS = 0.5;
const MAX_TICKS = 30;
const GAIN = 0.2;
/** Beyond this an answer says more about a hiccup than about the line. */
const MAX_ERROR_TICKS = 10;

export class PredictionLead {
  #ticks = 2;
  #answers = 0;

  get ticks(): number {
    return this.#ticks;
  }

  /** The round trip was measured. Counts until the first inputs have been answered. */
  roundTrip(rttMs: number): void {
    if (this.#answers < 3) this.#set(rttMs / TICK_MS + 1);
  }

  /** An input expected at one tick took hold at another. */
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
