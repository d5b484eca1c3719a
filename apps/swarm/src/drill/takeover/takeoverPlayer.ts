// A load player of a takeover drill: keeps the longest silence, when it was welcomed again, and how the world's clock goes.
import type { Welcome } from "@doubloon/shared/protocol/events";
import type { DrillTally } from "../awardCheck.ts";
import { CheckedPlayer, type PlayerParts } from "../checkedPlayer.ts";

/** Shared by the players of a drill. */
export interface TakeoverWatch {
  readonly tally: DrillTally;
  /** Whether the takeover has begun. */
  begun: boolean;
}

export class TakeoverPlayer extends CheckedPlayer {
  readonly #watch: TakeoverWatch;
  #frameAtMs = 0;
  /** The longest time between two frames since the takeover began, in ms. */
  silenceMs = 0;
  /** When it was welcomed by the world that took over; undefined before. */
  welcomedAtMs: number | undefined;
  /** How often its connection ended. */
  timesLost = 0;
  /** Receive time minus server time of frames before the takeover and after it, in ms, if the player is timed. */
  readonly offsetMs = { before: [] as number[], after: [] as number[] };

  constructor(watch: TakeoverWatch, ...parts: PlayerParts) {
    super(watch.tally, ...parts);
    this.#watch = watch;
  }

  override welcomed(welcome: Welcome, nowMs: number): void {
    super.welcomed(welcome, nowMs);
    if (this.#watch.begun) this.welcomedAtMs ??= nowMs;
  }

  protected override frameCame(offsetMs: number, nowMs: number): void {
    const { begun } = this.#watch;
    if (begun) this.silenceMs = Math.max(this.silenceMs, nowMs - this.#frameAtMs);
    this.#frameAtMs = nowMs;
    if (!begun) this.offsetMs.before.push(offsetMs);
    else if (this.welcomedAtMs !== undefined) this.offsetMs.after.push(offsetMs);
  }

  protected override lost(): void {
    this.timesLost++;
  }
}
